import { useState, type ReactNode } from 'react';
import type { Inside, InsidePlace, MusterSafety } from '../../electron/release/inside.ts';
import { airChangesPerHour } from '../../electron/release/picture.ts';
import type { ReleaseZones } from '../../electron/release/zones.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useText } from '../ui/text.ts';
import { useInside } from './use-releases.ts';

const shown = 8;

/** Whom and what a release reaches: people first, then where they can go. */
export function InsideList({ zones }: { readonly zones: ReleaseZones }) {
  const { t, nameOf, format } = useText();
  const { id, incidentId } = zones.release;
  const inside = useInside(incidentId, id);
  if (!inside) return null;
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
      <DoseLine zones={zones} inside={inside} />
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

/** What stands at a muster point against time, outdoors and indoors: the point that is reached soonest unless another is chosen. */
function DoseLine({ zones, inside }: { readonly zones: ReleaseZones; readonly inside: Inside }) {
  const { t, nameOf, format } = useText();
  const { release, picture } = zones;
  // The one that the cloud comes to first.
  const reached = inside.musters
    .filter(({ reached: shape }) => shape !== null)
    .toSorted((a, b) => (a.arrivesMinute ?? Infinity) - (b.arrivesMinute ?? Infinity));
  const [chosen, choose] = useState<string | null>(null);
  const muster = reached.find(({ place }) => place.id === chosen) ?? reached[0];
  const places = useQueryOf('place.all', {}).data ?? [];
  const at = places.find((one) => one.id === muster?.place.id)?.geometry;
  const [longitude, latitude] = at?.type === 'Point' ? at.coordinates : [0, 0];
  const data = useQueryOf(
    'release.at',
    { id: release.id, longitude: longitude ?? 0, latitude: latitude ?? 0 },
    { enabled: picture.model !== null && at?.type === 'Point', nouns: ['materialRelease', 'wind'] },
  ).data;
  if (!muster || picture.model === null || !data) return null;
  const peak = data.series.reduce((most, one) => (one.outdoorPpm > most.outdoorPpm ? one : most));
  const indoor = Math.max(...data.series.map((one) => one.indoorPpm));
  const last = data.series.at(-1)!;
  const number = (value: number): string => format.number(value, value < 10 ? 2 : 0);
  return (
    <div className="column">
      <h5>{t('release.doseLabel')}</h5>
      <Choice
        label={t('release.musters')}
        value={muster.place.id}
        of={reached.map(({ place }) => ({ value: place.id, label: `${place.key} ${nameOf(place.names)}` }))}
        onChange={choose}
      />
      <Curve series={data.series.map(({ outdoorPpm, indoorPpm }) => [outdoorPpm, indoorPpm])} />
      <p className="dim">
        {t('release.dose', {
          place: muster.place.key,
          peak: number(peak.outdoorPpm),
          minute: peak.minute,
          indoor: number(indoor),
          changes: airChangesPerHour,
          dose: number(last.outdoorDose),
          indoorDose: number(last.indoorDose),
        })}
      </p>
    </div>
  );
}

/** Two curves over ninety minutes: outdoors whole, indoors dashed. The words beside it say the same. */
function Curve({ series }: { readonly series: readonly (readonly number[])[] }) {
  const most = Math.max(1e-9, ...series.flat());
  const path = (of: number): string =>
    series
      .map(
        (point, x) =>
          `${x === 0 ? 'M' : 'L'}${(x * 300) / (series.length - 1)} ${58 - (56 * point[of]!) / most}`,
      )
      .join('');
  return (
    <svg className="release-curve" viewBox="0 0 300 60" preserveAspectRatio="none" aria-hidden>
      <path d={path(0)} />
      <path d={path(1)} className="indoor" />
    </svg>
  );
}
