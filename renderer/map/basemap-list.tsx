import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { ListedBasemap } from '../../electron/basemap/basemap.ts';
import { ask } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';

/**
 * The basemaps as they lie over each other, the topmost first: arrows choose, U and D move one up and down, Space shows or
 * hides it, Delete takes it away.
 */
export function BasemapList({ basemaps }: { readonly basemaps: readonly ListedBasemap[] }) {
  const { t } = useText();
  const mayOrder = useMay('basemap.order');
  const mayRemove = useMay('basemap.remove');
  const [chosen, setChosen] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const top = basemaps.toReversed();
  const keys = useRowKeys(
    top.map(({ id }) => id),
    chosen,
    setChosen,
    hear,
  );

  function told(result: Awaited<ReturnType<typeof ask<'basemap.show' | 'basemap.order'>>>): void {
    setProblem(result.ok ? null : refusalText(result.refusal));
  }
  async function toggle({ id, version, shown }: ListedBasemap): Promise<void> {
    told(await ask(shown ? 'basemap.hide' : 'basemap.show', { id, version }));
  }
  /** `by` 1 is one up: nearer to the eye. */
  async function move(basemap: ListedBasemap, by: 1 | -1): Promise<void> {
    const position = basemaps.findIndex(({ id }) => id === basemap.id) + by;
    if (position < 0 || position >= basemaps.length) return;
    const { id, version } = basemap;
    told(await ask('basemap.order', { id, version, position }));
    keys.focus(id);
  }
  async function remove({ id, version }: ListedBasemap): Promise<void> {
    told(await ask('basemap.remove', { id, version }));
  }
  function hear(event: KeyboardEvent, id: string): void {
    const basemap = basemaps.find((one) => one.id === id);
    const key = event.key.toLowerCase();
    if (!basemap || !mayOrder) return;
    if (key === 'u') void move(basemap, 1);
    else if (key === 'd') void move(basemap, -1);
    else if (key === ' ') void toggle(basemap);
    else if (key === 'delete' && mayRemove) void remove(basemap);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <Problem>{problem}</Problem>
      <table className="list" role="grid" aria-label={t('basemap.list')}>
        <tbody>
          {top.map((basemap, index) => (
            <tr key={basemap.id} {...keys.rowProps(basemap.id)}>
              <td>
                <div>
                  {basemap.name} {basemap.missing && <span className="t2">▲ {t('basemap.missing')}</span>}
                </div>
                <small className="dim">{t(`basemap.kind.${basemap.kind}`)}</small>
                {mayOrder && (
                  <div className="row">
                    <Button
                      excludeFromTabOrder
                      aria-pressed={basemap.shown}
                      onPress={() => void toggle(basemap)}
                    >
                      {t('basemap.shown')}
                    </Button>
                    <Button
                      excludeFromTabOrder
                      aria-label={t('basemap.up', { name: basemap.name })}
                      isDisabled={index === 0}
                      onPress={() => void move(basemap, 1)}
                    >
                      <ArrowUp size={14} aria-hidden />
                    </Button>
                    <Button
                      excludeFromTabOrder
                      aria-label={t('basemap.down', { name: basemap.name })}
                      isDisabled={index === top.length - 1}
                      onPress={() => void move(basemap, -1)}
                    >
                      <ArrowDown size={14} aria-hidden />
                    </Button>
                    {mayRemove && (
                      <Button excludeFromTabOrder onPress={() => void remove(basemap)}>
                        {t('common.remove')}
                      </Button>
                    )}
                  </div>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {mayOrder && <p className="help">{t('basemap.keys')}</p>}
    </>
  );
}
