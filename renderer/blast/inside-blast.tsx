import type { ReactNode } from 'react';
import type { WithinRing } from '../../electron/blast/inside.ts';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';

const nouns = ['blast', 'place', 'team', 'person', 'lot', 'store'] as const;
const shown = 8;

/** Who and what must be out of the way, and where people can go. */
export function InsideBlast({ id }: { readonly id: string }) {
  const { t, format, nameOf } = useText();
  const inside = useQueryOf('blast.inside', { id }, { nouns }).data;
  if (!inside) return null;
  const { teams, buildings, roads, stores, musters, musterAt, people } = inside;
  const metres = (value: number): string => t('common.unit.m', { value: format.number(Math.round(value)) });
  const group = (title: string, list: readonly (WithinRing & { readonly says?: string })[]): ReactNode =>
    list.length > 0 && (
      <div>
        <h4>
          {title}: {list.length}
        </h4>
        <ul className="plain">
          {list.slice(0, shown).map((one, index) => (
            <li key={`${one.place.id} ${index}`}>
              <span className={one.ring === 'equipment' ? 'badge' : 'badge quiet'}>
                {t(`blast.ring.${one.ring}`)}
              </span>{' '}
              {one.says ?? `${one.place.key} ${nameOf(one.place.names)}`}{' '}
              <span className="dim">{metres(one.distanceM)}</span>
            </li>
          ))}
          {list.length > shown && (
            <li className="dim">{t('blast.shownOf', { count: shown, total: list.length })}</li>
          )}
        </ul>
      </div>
    );
  const nothing = teams.length + buildings.length + roads.length + stores.length === 0;
  return (
    <section className="column">
      <h3>{t('blast.inside')}</h3>
      {nothing && <p className="dim">{t('blast.nobody')}</p>}
      <div className="blast-inside">
        {group(
          t('blast.group.teams', { people }),
          teams.map((one) => ({ ...one, says: `${one.team} (${one.people}) ${nameOf(one.place.names)}` })),
        )}
        {group(t('blast.group.buildings'), buildings)}
        {group(t('blast.group.roads'), roads)}
        {group(
          t('blast.group.stores'),
          stores.map((one) => ({
            ...one,
            says: `${one.place.key} ${nameOf(one.place.names)}${one.holds.map(({ un, names }) => ` · ${un === null ? '' : `UN ${un} `}${nameOf(names)}`).join('')}`,
          })),
        )}
        {group(t('blast.group.musters'), musters)}
        {musterAt.length > 0 && (
          <div>
            <h4>{t('blast.group.musterAt')}</h4>
            <ul className="plain">
              {musterAt.map(({ place, distanceM }) => (
                <li key={place.id}>
                  ✓ {place.key} {nameOf(place.names)} <span className="dim">{metres(distanceM)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  );
}
