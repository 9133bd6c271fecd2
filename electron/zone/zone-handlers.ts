import type { Part, Tx } from '../door.ts';
import { checkVersion, openIncident, sayTemplate } from '../incident/incident-handlers.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { sitePosition } from '../session/site-store.ts';
import { checkOutline, closable, lift, outOfReach, reopen, type Closure, type Zone } from './zone.ts';
import {
  closureById,
  closuresOf,
  insertClosure,
  insertZone,
  openClosureOf,
  updateClosure,
  updateZone,
  zoneById,
  zonesOf,
} from './zone-store.ts';

/** One sentence of the log about a zone: its kind, its label where it has one, its size. */
function sayOf(tx: Tx, zone: Zone, key: 'zoneDrawn' | 'zoneReshaped' | 'zoneLifted'): void {
  sayTemplate(tx, zone.incidentId, 'order', `zone.log.${key}`, {
    kind: { key: `zone.kind.${zone.kind}` },
    label: zone.label === '' ? '' : ` “${zone.label}”`,
    hectares: Math.round(zone.areaM2 / 1000) / 10,
    reason: zone.liftReason ?? '',
  });
}

/** Records it, and says it in the incident's log while that is open: a road may be reopened after its incident is closed. */
function saveClosure(tx: Tx, closure: Closure): Closure {
  tx.record('closure', closure);
  if (closure.incidentId === null || isRefusal(openIncident(tx, closure.incidentId))) return closure;
  const place = closure.placeId === null ? undefined : placeById(tx.db, closure.placeId);
  const verb = closure.reopenedAt === null ? 'Closed' : 'Reopened';
  sayTemplate(
    tx,
    closure.incidentId,
    'order',
    `zone.log.${place ? 'road' : 'stretch'}${verb}`,
    { road: place?.names ?? '', reason: closure.reopenReason ?? closure.reason },
    { placeId: closure.placeId },
  );
  return closure;
}

export const zoneHandlers: Part<
  | 'zone.draw'
  | 'zone.reshape'
  | 'zone.lift'
  | 'zone.list'
  | 'closure.close'
  | 'closure.reopen'
  | 'closure.list'
> = {
  'zone.draw': (tx, input) => {
    const incident = openIncident(tx, input.incidentId);
    if (isRefusal(incident)) return incident;
    const outline = checkOutline(input.geometry, sitePosition(tx.db));
    if (isRefusal(outline)) return outline;
    const zone: Zone = {
      id: tx.newId(),
      incidentId: incident.id,
      kind: input.kind,
      label: input.label,
      ...outline,
      drawnAt: tx.now,
      drawnBy: tx.operator.id,
      liftedAt: null,
      liftedBy: null,
      liftReason: null,
      version: 1,
    };
    insertZone(tx.db, zone);
    tx.record('zone', zone);
    sayOf(tx, zone, 'zoneDrawn');
    return zone;
  },
  'zone.reshape': (tx, input) => {
    const zone = zoneById(tx.db, input.id);
    if (!zone) return refuse('unknownZone');
    const incident = openIncident(tx, zone.incidentId);
    if (isRefusal(incident)) return incident;
    if (zone.liftedAt !== null) return refuse('zoneAlreadyLifted', { at: zone.liftedAt });
    const conflict = checkVersion(zone, input.version);
    if (conflict) return conflict;
    const outline = checkOutline(input.geometry, sitePosition(tx.db));
    if (isRefusal(outline)) return outline;
    const after: Zone = {
      ...zone,
      ...outline,
      kind: input.kind ?? zone.kind,
      label: input.label ?? zone.label,
      version: zone.version + 1,
    };
    updateZone(tx.db, after);
    tx.record('zone', after);
    sayOf(tx, after, 'zoneReshaped');
    return after;
  },
  'zone.lift': (tx, input) => {
    const zone = zoneById(tx.db, input.id);
    if (!zone) return refuse('unknownZone');
    const incident = openIncident(tx, zone.incidentId);
    if (isRefusal(incident)) return incident;
    const conflict = checkVersion(zone, input.version);
    if (conflict) return conflict;
    const after = lift(zone, input.reason, tx.operator.id, tx.now);
    if (isRefusal(after)) return after;
    updateZone(tx.db, after);
    tx.record('zone', after);
    sayOf(tx, after, 'zoneLifted');
    return after;
  },
  'zone.list': (read, input) => zonesOf(read.db, input.incidentId, input.lifted),

  'closure.close': (tx, input) => {
    if (input.incidentId !== null) {
      const incident = openIncident(tx, input.incidentId);
      if (isRefusal(incident)) return incident;
    }
    let geometry: Closure['geometry'];
    if (input.placeId !== null) {
      const place = placeById(tx.db, input.placeId);
      if (!place) return refuse('unknownPlace', { place: input.placeId });
      if (!closable.includes(place.kind)) return refuse('notARoad', { place: place.key });
      const already = openClosureOf(tx.db, place.id);
      if (already) return refuse('roadAlreadyClosed', { place: place.key, at: already.closedAt });
      geometry = place.geometry;
    } else {
      const drawn = input.geometry!;
      const far = outOfReach(
        drawn.type === 'Point' ? [drawn.coordinates] : drawn.coordinates,
        sitePosition(tx.db),
      );
      if (far) return far;
      geometry = drawn;
    }
    const closure: Closure = {
      id: tx.newId(),
      incidentId: input.incidentId,
      placeId: input.placeId,
      geometry,
      reason: input.reason,
      closedAt: tx.now,
      closedBy: tx.operator.id,
      reopenedAt: null,
      reopenedBy: null,
      reopenReason: null,
      version: 1,
    };
    insertClosure(tx.db, closure);
    return saveClosure(tx, closure);
  },
  'closure.reopen': (tx, input) => {
    const closure = closureById(tx.db, input.id);
    if (!closure) return refuse('unknownClosure');
    const conflict = checkVersion(closure, input.version);
    if (conflict) return conflict;
    const after = reopen(closure, input.reason, tx.operator.id, tx.now);
    if (isRefusal(after)) return after;
    updateClosure(tx.db, after);
    return saveClosure(tx, after);
  },
  'closure.list': (read, input) => closuresOf(read.db, input.incidentId, input.reopened),
};
