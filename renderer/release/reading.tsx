import { useCallback, useState } from 'react';
import type { ReleaseZones } from '../../electron/release/zones.ts';
import type { Picture } from '../../electron/release/picture.ts';
import { windAge } from '../../electron/weather/weather.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { Arrow } from '../weather/wind-badge.tsx';
import { InsideList } from './inside-list.tsx';
import { ReleaseForm } from './release-form.tsx';
import { useInside } from './use-releases.ts';

/** One release like an instrument: what, how much, in which wind; how far; what not to rely on; who is inside. */
export function Reading({ zones, mayWrite }: { readonly zones: ReleaseZones; readonly mayWrite: boolean }) {
  const { t, nameOf, format } = useText();
  const { release, picture } = zones;
  const inside = useInside(release.incidentId, release.id);
  const [open, setOpen] = useState<'change' | 'end' | null>(null);
  const places = useQueryOf('place.all', {}).data ?? [];
  const place = places.find((one) => one.id === release.placeId);
  const make = useCommand('release.makeTasks');
  const material = useMaterial(release.un, picture);
  const nobody = !inside || (inside.buildings.length === 0 && inside.teams.length === 0);
  const { run } = make;
  const makeTasks = useCallback(
    () => void run({ id: release.id, version: release.version }),
    [run, release.id, release.version],
  );
  useOffer('release.makeTasks', 'release.makeTasks', mayWrite && !nobody ? makeTasks : null, {
    keys: 'Alt+T',
    of: release.id,
  });
  return (
    <article className="release" aria-label={`UN ${release.un} ${material}`}>
      <header>
        <h3>
          <span className="release-un">UN {release.un}</span> {material}
        </h3>
        <p className="dim">
          {[
            place && `${place.key} ${nameOf(place.names)}`,
            picture.erg && t('release.guide', { guide: picture.erg.guide }),
            t('release.since', { time: format.time(release.startedAt) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      <WindLine picture={picture} />
      <Distances picture={picture} />
      {mayWrite && (
        <div className="row">
          <Button go isDisabled={make.pending || nobody} onPress={makeTasks}>
            {t('release.makeTasks')} <kbd className="kbd">Alt+T</kbd>
          </Button>
          <Button onPress={() => setOpen(open === 'change' ? null : 'change')}>{t('release.change')}</Button>
          <Button onPress={() => setOpen(open === 'end' ? null : 'end')}>{t('release.end')}</Button>
          {release.tasksMadeAt !== null && (
            <span className="dim">
              ✓ {t('release.tasksMade', { time: format.time(release.tasksMadeAt) })}
            </span>
          )}
        </div>
      )}
      <Problem>{make.problem}</Problem>
      {open === 'change' && (
        <ReleaseForm
          incidentId={release.incidentId}
          placeId={release.placeId}
          release={release}
          done={() => setOpen(null)}
        />
      )}
      {open === 'end' && <EndForm id={release.id} version={release.version} />}
      {picture.limits.length > 0 && (
        <section>
          <h4>{t('release.limitsLabel')}</h4>
          <ul className="release-limits">
            {picture.limits.map(({ code, facts }) => (
              <li key={`${code}${JSON.stringify(facts)}`}>
                <span aria-hidden>▲</span>{' '}
                {t(`release.limit.${code}`, facts as Record<string, string | number>)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <ZoneTable picture={picture} />
      <InsideList zones={zones} />
    </article>
  );
}

function useMaterial(un: string, picture: Picture): string {
  const { nameOf } = useText();
  const substances =
    useQueryOf('hazmat.substances', { limit: 200 }, { nouns: ['substance'] }).data?.rows ?? [];
  const own = substances.find((one) => one.unNumber === un);
  return own ? nameOf(own.names) : (picture.erg?.name ?? picture.substance ?? '');
}

function WindLine({ picture }: { readonly picture: Picture }) {
  const { t, format } = useText();
  const now = useNow(10_000);
  const { windMs, fromDegrees, windAt, stability, night, uncertainDegrees } = picture;
  const age = windAt === null ? null : windAge(windAt, now);
  return (
    <p className="release-wind">
      <span className="release-key">{t('release.windLabel')}</span>
      {windMs === null ? (
        <b>{t('release.windNone')}</b>
      ) : (
        <>
          {fromDegrees !== null && <Arrow fromDegrees={fromDegrees} />}
          <b>
            {fromDegrees === null
              ? `${t('weather.variable')} ${t('common.unit.ms', { value: format.number(windMs, 1) })}`
              : t('release.windFrom', { degrees: Math.round(fromDegrees), speed: format.number(windMs, 1) })}
          </b>
          {age && (
            <span className={age.stale ? 't2' : 'dim'}>
              {age.stale && `▲ ${t('release.windStaleMark')}, `}
              {t('release.windAge', { span: format.span(age.minutes) })}
            </span>
          )}
          {stability && <span className="dim">{t('release.stability', { class: stability })}</span>}
          <span className="dim">{t(night ? 'release.night' : 'release.day')}</span>
          {uncertainDegrees < 180 && (
            <span className="dim">{t('release.turns', { degrees: Math.round(uncertainDegrees) })}</span>
          )}
        </>
      )}
    </p>
  );
}

function Distances({ picture }: { readonly picture: Picture }) {
  const { t, format } = useText();
  const { erg, rateKgS, durationS, instantKg, uncertainDegrees } = picture;
  const metres = (m: number): string =>
    m < 1000
      ? t('common.unit.m', { value: format.number(Math.round(m)) })
      : t('common.unit.km', { value: format.number(m / 1000, 1) });
  return (
    <dl className="release-gauges">
      {erg && (
        <div>
          <dt>{t('release.isolate')}</dt>
          <dd>
            <b>{metres(erg.isolateM)}</b>
            <small>
              {erg.from === 'fire' ? t('release.fireDistance') : t('release.isolateHelp')}
              {!erg.verified && `, ${t('release.unverified')}`}
            </small>
          </dd>
        </div>
      )}
      {erg && erg.protectKm !== null && (
        <div>
          <dt>{t('release.protect')}</dt>
          <dd>
            <b>
              {erg.orMore && '≥ '}
              {metres(erg.protectKm * 1000)}
            </b>
            <small>{t(uncertainDegrees >= 180 ? 'release.protectAround' : 'release.protectHelp')}</small>
          </dd>
        </div>
      )}
      {(rateKgS !== null || instantKg !== null) && (
        <div>
          <dt>{t('release.airborne')}</dt>
          <dd>
            <b>
              {rateKgS !== null
                ? `${format.number(rateKgS, rateKgS < 1 ? 3 : 1)} kg/s`
                : `${format.number(instantKg ?? 0, 0)} kg`}
            </b>
            <small>
              {durationS === null
                ? picture.sourceModels.map((one) => t(`release.sourceModel.${one}`)).join(', ')
                : `${format.span(durationS / 60)}, ${picture.sourceModels.map((one) => t(`release.sourceModel.${one}`)).join(', ')}`}
            </small>
          </dd>
        </div>
      )}
      {erg && (
        <div>
          <dt>{erg.edition}</dt>
          <dd>
            <b>{t('release.guide', { guide: erg.guide })}</b>
            <small>{erg.container === null ? '' : t(`release.container.${erg.container}`)}</small>
          </dd>
        </div>
      )}
    </dl>
  );
}

function ZoneTable({ picture }: { readonly picture: Picture }) {
  const { t, format } = useText();
  const { zones, model, criterion, criterionLimit } = picture;
  if (zones.length === 0) return null;
  const metres = (m: number): string =>
    m < 1000
      ? t('common.unit.m', { value: format.number(Math.round(m)) })
      : t('common.unit.km', { value: format.number(m / 1000, 1) });
  return (
    <section>
      <h4>{t('release.zonesLabel')}</h4>
      <table className="list release-zones" aria-label={t('release.zonesLabel')}>
        <thead>
          <tr>
            <th>{t('release.zone.level')}</th>
            <th>{t('release.zone.threshold')}</th>
            <th>{t('release.zone.distance')}</th>
            <th>{t('release.zone.width')}</th>
          </tr>
        </thead>
        <tbody>
          {zones.toReversed().map((zone) => (
            <tr key={zone.level}>
              <td>
                <span className={`release-swatch rank${zone.rank}`} aria-hidden />{' '}
                {t(`release.rank.${zone.rank}`)} <span className="dim">{zone.level}</span>
              </td>
              <td>
                {format.number(zone.value, zone.value < 10 ? 2 : 0)} {zone.unit}
                {!zone.verified && <small className="dim"> {t('release.unverified')}</small>}
              </td>
              <td>
                <b>
                  {zone.distanceM === null
                    ? t('release.zone.nowhere')
                    : `${zone.beyond ? '> ' : ''}${metres(zone.distanceM)}`}
                </b>
              </td>
              <td>{zone.distanceM === null ? '' : metres(zone.halfWidthM)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {model !== null && (
        <p className="dim">
          {t('release.modelLabel')}: {t(`release.model.${model}`)}
          {criterion !== null && criterionLimit !== null && (
            <>
              {' '}
              (
              {t('release.criterion', {
                value: format.number(criterion, 2),
                limit: format.number(criterionLimit, 2),
              })}
              )
            </>
          )}
          {' · '}
          {t('release.tables', { edition: picture.toxicEdition })}
        </p>
      )}
    </section>
  );
}

function EndForm({ id, version }: { readonly id: string; readonly version: number }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const end = useCommand('release.end');
  return (
    <form
      className="form-line"
      onSubmit={(event) => {
        event.preventDefault();
        void end.run({ id, version, reason });
      }}
    >
      <Field
        label={t('release.endReason')}
        value={reason}
        onChange={setReason}
        problem={end.problem}
        autoFocus
      />
      <Button type="submit" isDisabled={reason.trim() === '' || end.pending}>
        {t('release.end')}
      </Button>
    </form>
  );
}
