import { horizons, type Horizon, type Inundation, type InWater } from '../../electron/terrain/inundation.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { useText } from '../ui/text.ts';

/** People first, then what stands or falls with them. */
const groups = [
  ['muster', ['muster']],
  ['buildings', ['building', 'post']],
  ['power', ['substation', 'pump']],
  ['stores', ['store', 'tank']],
  ['roads', ['road', 'haulRoad', 'rail', 'siteGate']],
] as const;

/** Who and what the water reaches, and when; above it what the picture does not know. */
export function InWaterList({ data, at }: { readonly data: Inundation; readonly at: Horizon }) {
  const { t } = useText();
  const { inside, teams, limits } = data;
  const people = teams.reduce((sum, team) => sum + team.people, 0);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('terrain.side.inside')}>
      <ul className="water-limits">
        {limits.map(({ code, facts }) => (
          <li key={code} className={code === 'bathtub' ? 'dim' : ''}>
            {code !== 'bathtub' && <span aria-hidden>● </span>}
            {t(`terrain.limit.${code}`, facts)}
          </li>
        ))}
      </ul>
      {inside.length === 0 && <p className="pad">{t('terrain.nothingInside')}</p>}
      {teams.length > 0 && (
        <section>
          <h3>{t('terrain.people', { count: people, teams: teams.length })}</h3>
          <table className="list">
            <tbody>
              {teams.map((team) => (
                <tr key={team.teamId}>
                  <td className="nowrap">
                    {team.team} <span className="dim">{t('terrain.heads', { count: team.people })}</span>
                  </td>
                  <td className="dim nowrap">{team.at.key}</td>
                  <td className="number">
                    <When minute={team.minute} soonest={team.soonest} latest={null} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {groups.map(([group, kinds]) => {
        const of = inside.filter(({ place }) => (kinds as readonly string[]).includes(place.kind));
        return of.length === 0 ? null : (
          <section key={group}>
            <h3>{t(`terrain.group.${group}`, { count: of.length })}</h3>
            <table className="list">
              <tbody>
                {of.map((one) => (
                  <Line key={one.place.id} one={one} at={at} />
                ))}
              </tbody>
            </table>
          </section>
        );
      })}
    </div>
  );
}

function Line({ one, at }: { readonly one: InWater; readonly at: Horizon }) {
  const { t, nameOf, format } = useText();
  const depth = one.depthsCm[horizons.indexOf(at)] ?? null;
  return (
    <tr>
      <td>
        <KeyedName code={one.place.key} name={nameOf(one.place.names)} />
        {one.heads !== null && <div className="dim">{t('terrain.heads', { count: one.heads })}</div>}
        {one.unknown && <div className="dim">{t('terrain.partUnknown')}</div>}
      </td>
      <td className="number nowrap">
        <When minute={one.minute} soonest={one.soonest} latest={one.latest} />
        {depth !== null && depth >= 5 && (
          <div className="dim">{t('terrain.deep', { value: format.number(depth / 100, 1) })}</div>
        )}
      </td>
    </tr>
  );
}

/** When the water comes: now by shape and word, else minutes with their range. */
function When(props: {
  readonly minute: number | null;
  readonly soonest: number | null;
  readonly latest: number | null;
}) {
  const { t } = useText();
  const { minute, soonest, latest } = props;
  if (minute === 0) return <b className="t1">■ {t('terrain.now')}</b>;
  if (minute === null) return <span className="dim">{t('terrain.perhaps', { minutes: soonest ?? 0 })}</span>;
  const tone = minute <= 30 ? 't2' : '';
  return (
    <>
      <b className={tone}>
        {minute <= 30 && '▲ '}
        {t('terrain.in', { minutes: minute })}
      </b>
      {(latest === null || latest !== soonest) && (
        <div className="dim">
          {latest === null
            ? t('terrain.from', { soonest: soonest ?? minute })
            : t('terrain.range', { soonest: soonest ?? minute, latest })}
        </div>
      )}
    </>
  );
}
