import { useRef, useState, type KeyboardEvent } from 'react';
import {
  askedFrom,
  askedText,
  type DrillPlace,
  type RequirementLine,
} from '../../electron/drill/requirement.ts';
import type { TypeLine } from '../../electron/drill/drill-type.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

interface At {
  readonly row: number;
  readonly column: number;
}

/** What must be drilled where how often, as a sheet: arrows walk, a key begins to type, Enter keeps, Delete empties. */
export function RequirementGrid({ types }: { readonly types: readonly TypeLine[] }) {
  const { t, nameOf } = useText();
  const places = useQueryOf('drill.places', {}, { nouns: ['place', 'drillRequirement'] }).data ?? [];
  const lines =
    useQueryOf('drill.requirements', { limit: 2000 }, { nouns: ['drillRequirement', 'action'] }).data?.rows ??
    [];
  const may = useMay('drill.setRequirements');
  const set = useCommand('drill.setRequirements');
  const [at, setAt] = useState<At>({ row: 0, column: 0 });
  const [typing, setTyping] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const cells = useRef(new Map<string, HTMLElement>());
  const byCell = Map.groupBy(lines, ({ placeId, typeId }) => `${placeId} ${typeId}`);
  const own = (place: DrillPlace, type: TypeLine): readonly RequirementLine[] =>
    byCell.get(`${place.id} ${type.id}`) ?? [];

  function go(row: number, column: number): void {
    const to = {
      row: Math.max(0, Math.min(places.length - 1, row)),
      column: Math.max(0, Math.min(types.length - 1, column)),
    };
    setAt(to);
    cells.current.get(`${to.row} ${to.column}`)?.focus();
  }

  async function keep(text: string, row: number, column: number): Promise<void> {
    const place = places[row];
    const type = types[column];
    const rows = askedFrom(text);
    if (!place || !type) return;
    if (rows === null) {
      setWrong(t('drillType.notUnderstood', { text }));
      return;
    }
    const seen = own(place, type)
      .filter(({ actionId }) => actionId === null)
      .map(({ id, version }) => ({ id, version }));
    const result = await set.run({
      typeId: type.id,
      cells: [{ placeId: place.id, seen }],
      rows: rows.map((one) => ({ ...one, crews: [...one.crews] })),
    });
    setWrong(null);
    if (!result.ok) return;
    setTyping(null);
    go(row + 1, column);
  }

  function hear(event: KeyboardEvent, row: number, column: number): void {
    if (typing !== null || event.ctrlKey || event.altKey || event.metaKey) return;
    const moves: Record<string, readonly [number, number]> = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      Home: [row, 0],
      End: [row, types.length - 1],
    };
    const to = moves[event.key];
    if (to) go(to[0], to[1]);
    else if (!may) return;
    else if (event.key === 'Delete' || event.key === 'Backspace') void keep('', row, column);
    else if (event.key === 'Enter' || event.key === 'F2') setTyping(textAt(row, column));
    else if (/^\d$/.test(event.key)) setTyping(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function textAt(row: number, column: number): string {
    const place = places[row];
    const type = types[column];
    if (!place || !type) return '';
    return askedText(own(place, type).filter(({ actionId }) => actionId === null));
  }

  return (
    <Panel title={t('drillType.asked')} aside={may ? t('drillType.howTyped') : undefined}>
      <div className="scroll">
        <table className="dt-grid" role="grid" aria-label={t('drillType.asked')}>
          <thead>
            <tr>
              <th scope="col">{t('drill.area')}</th>
              {types.map((type) => (
                <th key={type.id} scope="col" title={nameOf(type.names)}>
                  {type.key}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {places.map((place, row) => (
              <tr key={place.id}>
                <th scope="row">
                  <b>{place.key}</b> <span className="muted">{nameOf(place.names)}</span>
                </th>
                {types.map((type, column) => {
                  const here = at.row === row && at.column === column;
                  const repeats = own(place, type).filter(({ actionId }) => actionId !== null);
                  return (
                    <td
                      key={type.id}
                      role="gridcell"
                      tabIndex={here ? 0 : -1}
                      ref={(element) => {
                        const key = `${row} ${column}`;
                        if (element) cells.current.set(key, element);
                        else cells.current.delete(key);
                      }}
                      onFocus={() => setAt({ row, column })}
                      onKeyDown={(event) => hear(event, row, column)}
                      onDoubleClick={() => may && setTyping(textAt(row, column))}
                    >
                      {here && typing !== null ? (
                        <input
                          className="input"
                          aria-label={`${place.key} ${type.key}`}
                          value={typing}
                          autoFocus
                          onChange={(event) => setTyping(event.target.value)}
                          onKeyDown={(event) => {
                            event.stopPropagation();
                            if (event.key === 'Enter') void keep(typing, row, column);
                            if (event.key === 'Escape') {
                              setTyping(null);
                              setWrong(null);
                              cells.current.get(`${row} ${column}`)?.focus();
                            }
                          }}
                        />
                      ) : (
                        <>
                          {textAt(row, column)}
                          {repeats.length > 0 && (
                            <span className={repeats.some(({ actionOpen }) => actionOpen) ? 't3' : 'muted'}>
                              {' '}
                              ↻<span className="sr-only">{t('drillType.repeat')}</span>
                            </span>
                          )}
                        </>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Problem>{wrong ?? set.problem}</Problem>
    </Panel>
  );
}
