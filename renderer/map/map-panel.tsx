import { useEffect, useState } from 'react';
import type { Place } from '../../electron/place/place.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { OutlookLeft, ZoneTimeLeft } from '../flood/time-left.tsx';
import { PlaceTimeLeft } from '../flood/water-clock.tsx';
import { declareWith } from '../incident/declare-open.ts';
import { PlaceRegister } from '../place/place-register.tsx';
import { DoseHere } from '../release/dose.tsx';
import { go } from '../router.tsx';
import { openCallOut } from '../team/call-out-sheet.tsx';
import { mayCall } from '../ui/commands.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { latLonText, utmText } from './coordinates.ts';
import type { Selected } from './site-map.tsx';

const closable = ['road', 'haulRoad', 'rail', 'siteGate'];

/** Facts of the thing that was clicked, and what can be done to it. */
export function ThingPanel({
  selected,
  incidentId,
  onChange,
}: {
  readonly selected: Selected;
  readonly incidentId: string | null;
  /** Opens the editor of a place. */
  readonly onChange: (place: Place) => void;
}) {
  const { t, nameOf } = useText();
  const places = useQueryOf('place.all', {}).data ?? [];
  const place = places.find((one) => one.id === selected.id);
  const seat = useQueryOf('session.state', {}).data;
  const role = seat?.kind === 'signedIn' ? seat.operator.role : null;
  const title = place ? `${place.key} ${nameOf(place.names)}` : t(`map.noun.${selected.noun}`);
  return (
    <Panel title={title}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={title}>
        {place && <PlaceFacts place={place} incidentId={incidentId} />}
        {selected.noun === 'team' && <TeamFacts id={selected.id} />}
        {selected.noun === 'zone' && incidentId !== null && (
          <ZoneFacts id={selected.id} incidentId={incidentId} />
        )}
        {selected.noun === 'closure' && <ClosureFacts id={selected.id} />}
        {incidentId !== null && <DoseHere incidentId={incidentId} at={selected} />}
        <dl className="facts">
          <dt>{t('map.latLon')}</dt>
          <dd>{latLonText(selected.latitude, selected.longitude)}</dd>
          <dt>UTM</dt>
          <dd>{utmText(selected.latitude, selected.longitude)}</dd>
        </dl>
        <div className="row">
          {mayCall('incident.declare', role) && (
            <Button
              onPress={() =>
                declareWith(
                  place
                    ? { placeId: place.id, placeName: nameOf(place.names) }
                    : { longitude: selected.longitude, latitude: selected.latitude },
                )
              }
            >
              {t('map.declareHere')}
            </Button>
          )}
          {mayCall('team.callOut', role) && incidentId !== null && (
            <Button onPress={() => openCallOut({ incidentId })}>{t('map.callOut')}</Button>
          )}
        </div>
        {place && closable.includes(place.kind) && mayCall('closure.close', role) && (
          <CloseRoad place={place} incidentId={incidentId} />
        )}
        {selected.noun === 'place' && <PlaceRegister key={selected.id} place={place} onChange={onChange} />}
      </div>
    </Panel>
  );
}

function PlaceFacts({ place, incidentId }: { readonly place: Place; readonly incidentId: string | null }) {
  const { t, nameOf, format } = useText();
  const board = useQueryOf(
    'flood.board',
    {},
    { enabled: place.kind === 'gauge' || place.kind === 'floodZone' },
  ).data;
  const store = useQueryOf(
    'hazmat.store',
    { id: place.id },
    { enabled: place.kind === 'store', nouns: ['lot'] },
  ).data;
  const musters = useQueryOf('muster.list', incidentId === null ? {} : { incidentId }, {
    enabled: place.kind === 'muster',
  }).data;
  const gauge = board?.gauges.find((one) => one.place.id === place.id);
  const zone = board?.zones.find((one) => one.place.id === place.id);
  const muster = musters?.find((one) => one.place.id === place.id);
  const newest = gauge?.recent.at(-1);
  return (
    <>
      <dl className="facts">
        <dt>{t('map.kind')}</dt>
        <dd>{t(`map.placeKind.${place.kind}`)}</dd>
        {newest && (
          <>
            <dt>{t('flood.newest')}</dt>
            <dd>
              {t('common.unit.cm', { value: newest.levelCm })} ·{' '}
              {t(`flood.level.${gauge?.level ?? 'unknown'}`)} · {format.dateTime(newest.at)}
              {gauge && <OutlookLeft outlook={gauge.outlook} />}
            </dd>
          </>
        )}
        {zone && (
          <>
            <dt>{t('flood.newest')}</dt>
            <dd>
              {t(`flood.level.${zone.level}`)}
              <ZoneTimeLeft zone={zone} gauges={board?.gauges ?? []} />
            </dd>
          </>
        )}
        {muster && (
          <>
            <dt>{t('muster.counted')}</dt>
            <dd>
              {muster.muster?.counted ?? '–'} / {muster.muster?.expected ?? muster.registered ?? '–'}
            </dd>
          </>
        )}
        {store?.holds.map((held) => (
          <div key={held.substance.id} className="fact-row">
            <dt>
              {held.substance.unNumber === null
                ? held.substance.hazardClass
                : `UN ${held.substance.unNumber}`}
            </dt>
            <dd>
              {nameOf(held.substance.names)}, {format.number(held.amount, 1)} {held.unit}
            </dd>
          </div>
        ))}
      </dl>
      {place.kind !== 'floodZone' && place.kind !== 'gauge' && <PlaceTimeLeft placeId={place.id} />}
      <div className="row">
        {place.kind === 'gauge' && <Button onPress={() => go('flood')}>{t('nav.flood')}</Button>}
        {(place.kind === 'bench' || place.kind === 'pit') && (
          <Button onPress={() => go('blasting')}>{t('nav.blasting')}</Button>
        )}
        {place.kind === 'store' && <Button onPress={() => go('hazmat')}>{t('nav.hazmat')}</Button>}
      </div>
    </>
  );
}

function TeamFacts({ id }: { readonly id: string }) {
  const { t, nameOf, format } = useText();
  const team = useQueryOf('team.board', {}).data?.teams.find((one) => one.id === id);
  if (!team) return null;
  return (
    <>
      <dl className="facts">
        <dt>{team.key}</dt>
        <dd>{nameOf(team.names)}</dd>
        <dt>{t('team.callSign')}</dt>
        <dd>{team.callSign}</dd>
        <dt>{t(`team.status.${team.status}`)}</dt>
        <dd>{t('team.since', { time: format.dateTime(team.statusAt) })}</dd>
      </dl>
      <Button onPress={() => go('teams', id)}>{t('nav.teams')}</Button>
    </>
  );
}

function ZoneFacts({ id, incidentId }: { readonly id: string; readonly incidentId: string }) {
  const { t, format } = useText();
  const zone = useQueryOf('zone.list', { incidentId }).data?.find((one) => one.id === id);
  const [reason, setReason] = useState('');
  const lift = useCommand('zone.lift');
  if (!zone) return null;
  return (
    <>
      <dl className="facts">
        <dt>{t(`zone.kind.${zone.kind}`)}</dt>
        <dd>{zone.label}</dd>
        <dt>{t('zone.area')}</dt>
        <dd>{t('common.unit.ha', { value: format.number(zone.areaM2 / 10_000, 1) })}</dd>
      </dl>
      <div className="form-line">
        <Field label={t('zone.liftReason')} value={reason} onChange={setReason} problem={lift.problem} />
        <Button
          isDisabled={reason.trim() === ''}
          onPress={() => void lift.run({ id, version: zone.version, reason })}
        >
          {t('zone.lift')}
        </Button>
      </div>
    </>
  );
}

function ClosureFacts({ id }: { readonly id: string }) {
  const { t, format } = useText();
  const closure = useQueryOf('closure.list', {}).data?.find((one) => one.id === id);
  const [reason, setReason] = useState('');
  const reopen = useCommand('closure.reopen');
  if (!closure) return null;
  return (
    <>
      <p>
        {closure.reason} <span className="dim">{format.dateTime(closure.closedAt)}</span>
      </p>
      <div className="form-line">
        <Field label={t('zone.reopenReason')} value={reason} onChange={setReason} problem={reopen.problem} />
        <Button
          isDisabled={reason.trim() === ''}
          onPress={() => void reopen.run({ id, version: closure.version, reason })}
        >
          {t('zone.reopen')}
        </Button>
      </div>
    </>
  );
}

function CloseRoad({ place, incidentId }: { readonly place: Place; readonly incidentId: string | null }) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const close = useCommand('closure.close');
  useEffect(() => setReason(''), [place.id]);
  return (
    <div className="form-line">
      <Field label={t('zone.closeReason')} value={reason} onChange={setReason} />
      <Button
        isDisabled={reason.trim() === ''}
        onPress={() =>
          void close
            .run({ incidentId, placeId: place.id, reason })
            .then((result) => result.ok && setReason(''))
        }
      >
        {t('zone.close')}
      </Button>
      <Problem>{close.problem}</Problem>
    </div>
  );
}
