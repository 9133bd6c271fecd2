import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import {
  itemsAtOnce,
  itemStates,
  type ItemState,
  type UpgradeItemLine,
  type UpgradeLine,
} from '../../electron/upgrade/upgrade.ts';
import { call, useCommand } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { InService, Drop, AddItems } from './item-forms.tsx';
import { Progress } from './parts.tsx';

const keysOf = {
  p: 'planned',
  o: 'ordered',
  d: 'delivered',
  s: 'inService',
  r: 'retired',
  x: 'dropped',
} as const;

function useItems(upgradeId: string, text: string, state: ItemState | null) {
  return useInfiniteQuery({
    queryKey: ['upgrade.items', upgradeId, text, state],
    queryFn: ({ pageParam }) =>
      call('upgrade.items', {
        upgradeId,
        text,
        ...(state ? { states: [state] } : {}),
        after: pageParam,
        limit: 200,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (previous) => previous,
    meta: { nouns: ['upgradeItem', 'equipment'] },
  });
}

type Doing =
  | { readonly kind: 'add' }
  | { readonly kind: 'inService' | 'dropped'; readonly items: readonly UpgradeItemLine[] };

/** The items one by one: Space chooses, a letter moves what is chosen (or the row) on. */
export function Items({ line }: { readonly line: UpgradeLine }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [asked, setState] = useState<ItemState | null>(null);
  // The last one of a state has moved on: its filter goes with it.
  const state = asked !== null && line.counts[asked] > 0 ? asked : null;
  const [row, setRow] = useState<string | null>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<Doing | null>(null);
  const query = useItems(line.id, text, state);
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const move = useCommand('upgrade.moveItems');
  const able = useMay('upgrade.moveItems') && line.state === 'running';
  const mayAdd = useMay('upgrade.addItems') && ['draft', 'approved', 'running'].includes(line.state);
  const chosen = rows.filter(({ id }) => (picked.size > 0 ? picked.has(id) : id === row));

  function toggle(id: string): void {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  }
  async function to(next: ItemState): Promise<void> {
    if (chosen.length === 0) return;
    if (next === 'inService' || next === 'dropped')
      return setDoing({ kind: next, items: chosen.slice(0, 20) });
    for (let from = 0; from < chosen.length; from += itemsAtOnce) {
      const items = chosen.slice(from, from + itemsAtOnce).map(({ id, version }) => ({ id, version }));
      if (!(await move.run({ items, to: next })).ok) return;
    }
    setPicked(new Set());
  }
  const keys = useRowKeys(
    rows.map(({ id }) => id),
    row,
    setRow,
    (event, id) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === ' ') {
        event.preventDefault();
        return toggle(id);
      }
      const next = keysOf[event.key.toLowerCase() as keyof typeof keysOf];
      if (next === undefined || !able) return;
      event.preventDefault();
      void to(next);
    },
  );
  const latest = useRef(to);
  useEffect(() => {
    latest.current = to;
  });
  const commands = useMemo<readonly Command[]>(
    () => [
      ...(mayAdd
        ? [
            {
              id: 'upgrade.addItems',
              title: 'upgrade.do.addItems',
              name: 'upgrade.addItems' as const,
              run: () => setDoing({ kind: 'add' }),
            },
          ]
        : []),
      ...(able
        ? Object.values(keysOf).map((next) => ({
            id: `upgrade.move.${next}`,
            title: `upgrade.itemState.${next}`,
            name: 'upgrade.moveItems' as const,
            run: () => void latest.current(next),
          }))
        : []),
    ],
    [mayAdd, able],
  );
  useCommands(commands);
  const done = (): void => {
    setDoing(null);
    setPicked(new Set());
    if (row !== null) keys.focus(row);
  };

  return (
    <Panel title={t('upgrade.items')} aside={t('upgrade.progress', { done: line.done, items: line.items })}>
      <div className="pad up-items-head">
        <Progress line={line} />
        <div className="row">
          <Field
            aria-label={t('upgrade.itemFind')}
            label={t('upgrade.itemFind')}
            value={text}
            onChange={setText}
          />
          {itemStates
            .filter((one) => line.counts[one] > 0)
            .map((one) => (
              <Button
                key={one}
                aria-pressed={state === one}
                onPress={() => setState(state === one ? null : one)}
              >
                {t(`upgrade.itemState.${one}`)} {line.counts[one]}
              </Button>
            ))}
          {mayAdd && <Button onPress={() => setDoing({ kind: 'add' })}>{t('upgrade.do.addItems')}</Button>}
        </div>
        {able && chosen.length > 0 && doing === null && (
          <div className="row" role="group" aria-label={t('upgrade.do.move')}>
            <span className="muted">{t('upgrade.selected', { count: chosen.length })}</span>
            {Object.entries(keysOf).map(([key, next]) => (
              <Button key={key} onPress={() => void to(next)}>
                {t(`upgrade.itemState.${next}`)} <kbd className="kbd">{key.toUpperCase()}</kbd>
              </Button>
            ))}
            <Button
              onPress={() => setPicked(picked.size > 0 ? new Set() : new Set(rows.map(({ id }) => id)))}
            >
              {t('upgrade.selectAll')}
            </Button>
          </div>
        )}
        <Problem>{move.problem}</Problem>
        {doing?.kind === 'add' && <AddItems line={line} done={done} />}
        {doing?.kind === 'inService' && <InService items={doing.items} done={done} />}
        {doing?.kind === 'dropped' && <Drop items={doing.items} done={done} />}
      </div>
      {rows.length === 0 ? (
        <Empty>{text === '' ? t('upgrade.noItems') : t('common.nothingFound', { text })}</Empty>
      ) : (
        <div className="scroll">
          <table className="list up-items" role="grid" aria-label={t('upgrade.items')}>
            <thead>
              <tr>
                <th scope="col">{t('upgrade.old')}</th>
                <th scope="col">{t('upgrade.writtenState')}</th>
                <th scope="col">{t('upgrade.fresh')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((item) => (
                <tr key={item.id} {...keys.rowProps(item.id)}>
                  <td>
                    <span aria-hidden>{picked.has(item.id) ? '☑ ' : '☐ '}</span>
                    <b>{item.old.tag}</b>{' '}
                    <span className="muted">{`${item.old.make} ${item.old.model}`.trim()}</span>
                    {picked.has(item.id) && (
                      <span className="sr-only">{t('upgrade.selected', { count: 1 })}</span>
                    )}
                  </td>
                  <td className={item.state === 'dropped' ? 'dim' : ''}>
                    {t(`upgrade.itemState.${item.state}`)}
                    {item.note !== '' && <div className="dim">{item.note}</div>}
                  </td>
                  <td>
                    {item.fresh && (
                      <>
                        <b>{item.fresh.tag}</b>{' '}
                        <span className="muted">{`${item.fresh.make} ${item.fresh.model}`.trim()}</span>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {query.hasNextPage && (
            <div className="pad">
              <Button onPress={() => void query.fetchNextPage()}>{t('common.more')}</Button>
            </div>
          )}
        </div>
      )}
    </Panel>
  );
}
