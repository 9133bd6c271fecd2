import type { DerivedAlarm } from '../alarm/alarm-list.ts';
import type { ReadHandle } from '../database.ts';
import type { Incident } from '../incident/incident.ts';
import { incidentById, incidentPage } from '../incident/incident-store.ts';
import { placeById } from '../place/place-store.ts';
import type { Geometry } from '../schema-parts.ts';
import { sitePosition } from '../session/site-store.ts';
import { confirmationOf } from '../two-person/two-person-store.ts';
import { checkAlarms } from './check-alarms.ts';
import { validUntil, type DoubleCheck } from './double-check.ts';
import { answersOf, openChecks } from './double-check-store.ts';
import { incidentM, metresBetween } from './surroundings.ts';

function whereIs(db: ReadHandle, incident: Incident): Geometry | null {
  const { placeId, longitude, latitude } = incident;
  if (placeId !== null) return placeById(db, placeId)?.geometry ?? null;
  return longitude === null || latitude === null
    ? null
    : { type: 'Point', coordinates: [longitude, latitude] };
}

function metresTo(db: ReadHandle, check: DoubleCheck, incident: Incident): number {
  const [at, place] = [whereIs(db, incident), placeById(db, check.placeId)];
  if (at === null || !place) return Infinity;
  const [longitude, latitude] = sitePosition(db);
  return metresBetween(place.geometry, at, { longitude, latitude }, incidentM);
}

/** The nearest running incident, drills left out, that is near enough to stop the work. */
export function incidentNear(
  db: ReadHandle,
  check: DoubleCheck,
  running = realIncidents(db),
): { readonly title: string; readonly since: string; readonly metres: number } | null {
  return running
    .map((one) => ({ title: one.title, since: one.declaredAt, metres: Math.round(metresTo(db, check, one)) }))
    .filter(({ metres }) => metres <= incidentM)
    .reduce<ReturnType<typeof incidentNear>>((best, one) => (best === null || one.metres < best.metres ? one : best), null);
} // prettier-ignore

function realIncidents(db: ReadHandle): Incident[] {
  return incidentPage(db, { text: '', states: ['running'], limit: 50 }).rows.filter(
    ({ exercise }) => !exercise,
  );
}

/** Work at or near an incident, the nearest first. */
export function nearIncident(
  db: ReadHandle,
  incidentId: string,
): { readonly check: DoubleCheck; readonly metres: number }[] {
  const incident = incidentById(db, incidentId);
  if (!incident) return [];
  return openChecks(db)
    .filter(({ state }) => state !== 'draft')
    .map((check) => ({ check, metres: Math.round(metresTo(db, check, incident)) }))
    .filter(({ metres }) => metres <= incidentM)
    .sort((a, b) => a.metres - b.metres);
}

/** What is late or dangerous about hot work and chemicals in use at this moment. */
export function lateChecks(db: ReadHandle, now: string): DerivedAlarm[] {
  const open = openChecks(db).filter(({ state }) => state !== 'draft');
  if (open.length === 0) return [];
  const running = realIncidents(db);
  return checkAlarms(
    open.flatMap((check) => {
      const place = placeById(db, check.placeId);
      if (!place) return [];
      const confirmation = confirmationOf(db, 'doubleCheck', check.id);
      const answers = answersOf(db, check.id).filter(
        ({ confirmationId, byPersonId }) =>
          confirmationId === null ||
          (confirmationId === confirmation?.id && byPersonId === confirmation.decidedPersonId),
      );
      const incident = incidentNear(db, check, running);
      return [{ check, place: place.names, confirmation, ends: validUntil(check, answers), incident }];
    }),
    now,
  );
}
