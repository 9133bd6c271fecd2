import type { ReactNode } from 'react';
import type { InsidePlace, MusterSafety } from '../../electron/release/inside.ts';
import type { ReleaseZones } from '../../electron/release/zones.ts';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';
import { Dose } from './dose.tsx';
import { useInside } from './use-releases.ts';

const shown = 8;

/** Whom and what a release reaches: people first, then where they can go. */
export function InsideList({ zones }: { readonly zones: ReleaseZones }) {
  const { t, nameOf, format } = useText();
  const { id, incidentId } = zones.release;
  const inside = useInside(incidentId, id);
  const closures = useQueryOf('closure.list', {}).data ?? [];
  const places = useQueryOf('place.all', {}).data ?? [];
  if (!inside) return null;
  const shut = new Set(closures.filter(({ reopenedAt }) => reopenedAt === null).map((one) => one.placeId));
  const closed = places.filter((place) => shut.has(place.id)).map(({ key }) => key);
  const { buildings, teams, stores, roads, musters, people } = inside;
  const line = (one: InsidePlace, before: ReactNode): ReactNode => (
    <li key={`${one.place.id}${String(before)}`}>
      <span className={`release-reached ${one.reached}`}>{t(`release.reached.${one.reached}`)}</span>{' '}
      <span className="grow">{before}</span>
      <span className="dim">
        {t('common.unit.m', { value: format.number(Math.round(one.distanceM)) })}
        {one.arrivesMinute !== null &&
          ` · ${t('release.arrivesIn', { minute: Math.round(one.arrivesMinute) })}`}
      </span>
    </li>
  );
  const nothing = buildings.length + teams.length + stores.length + roads.length === 0;
  return (
    <section>
      <h4>{t('release.insideLabel')}</h4>
      {nothing && <p className="dim">{t('release.nobody')}</p>}
      {teams.length > 0 && (
        <Group
          title={`${t('release.teams')}: ${t('release.people', { count: people, teams: teams.length })}`}
        >
          {teams
            .slice(0, shown)
            .map((one) => line(one, `${one.team} (${one.people}) ${nameOf(one.place.names)}`))}
          <More count={teams.length - shown} />
        </Group>
      )}
      {buildings.length > 0 && (
        <Group title={`${t('release.buildings')}: ${buildings.length}`}>
          {buildings.slice(0, shown).map((one) => line(one, `${one.place.key} ${nameOf(one.place.names)}`))}
          <More count={buildings.length - shown} />
        </Group>
      )}
      {stores.length > 0 && (
        <Group title={`${t('release.stores')}: ${stores.length}`}>
          {stores
            .slice(0, shown)
            .map((one) =>
              line(
                one,
                `${one.place.key} ${one.holds.map(({ un, name, amount, unit }) => `${un === null ? '' : `UN ${un} `}${nameOf(name)} ${format.number(amount, 1)} ${unit}`).join(', ')}`,
              ),
            )}
          <More count={stores.length - shown} />
        </Group>
      )}
      {roads.length > 0 && (
        <Group title={`${t('release.roads')}: ${roads.length}`}>
          {roads.slice(0, shown).map((one) => line(one, `${one.place.key} ${nameOf(one.place.names)}`))}
          <More count={roads.length - shown} />
        </Group>
      )}
      <Group title={t('release.musters')}>
        {musters.map((one) => (
          <MusterLine key={one.place.id} muster={one} />
        ))}
      </Group>
      <p className="dim">
        {t('release.straight')}
        {closed.length > 0 && ` ${t('release.closedRoads', { roads: closed.join(', ') })}`}
      </p>
      <Dose zones={zones} inside={inside} />
    </section>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h5>{title}</h5>
      <ul className="release-inside">{children}</ul>
    </>
  );
}

function More({ count }: { readonly count: number }) {
  const { t } = useText();
  return count > 0 ? <li className="dim">{t('release.more', { count })}</li> : null;
}

function MusterLine({ muster }: { readonly muster: MusterSafety }) {
  const { t, nameOf, format } = useText();
  return (
    <li>
      <span className={`release-muster ${muster.safe ? 'safe' : 'unsafe'}`}>
        {muster.safe ? '✓' : '✕'} {t(muster.safe ? 'release.muster.safe' : 'release.muster.unsafe')}
      </span>{' '}
      <span className="grow">
        {muster.place.key} {nameOf(muster.place.names)}
      </span>
      <span className="dim">
        {[
          muster.upwind && t('release.muster.upwind'),
          muster.reached !== null && t(`release.reached.${muster.reached}`),
          muster.reached === null && muster.ways > 0 && muster.openWays === 0 && t('release.muster.cut'),
          muster.reached !== null &&
            muster.arrivesMinute !== null &&
            muster.passedMinute !== null &&
            t('release.muster.arrives', {
              minute: Math.round(muster.arrivesMinute),
              passed: Math.round(muster.passedMinute),
            }),
          t('common.unit.m', { value: format.number(Math.round(muster.distanceM)) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}
