import type { Part, Read, Tx } from '../door.ts';
import { checkVersion, openIncident, say } from '../incident/incident-handlers.ts';
import { placeById } from '../place/place-store.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { siteRow } from '../session/site-store.ts';
import type { LonLat } from './plane.ts';
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

/** Where the site is; Bor until a site says otherwise. */
function sitePosition(db: Read['db']): LonLat {
  const site = siteRow(db);
  return site ? [site.longitude, site.latitude] : [22.1, 44.07];
}

/** What the log says when the caller gave no words of its own: the command and its facts, in no language. */
function facts(command: string, ...parts: readonly (string | number)[]): string {
  return [command, ...parts].filter((part) => part !== '').join(' · ');
}

/** Records it, and says it in the incident's log while that is open: a road may be reopened after its incident is closed. */
function saveClosure(tx: Tx, closure: Closure, said: string): Closure {
  tx.record('closure', closure);
  if (closure.incidentId !== null && !isRefusal(openIncident(tx, closure.incidentId)))
    say(tx, closure.incidentId, 'order', said, { placeId: closure.placeId });
  return closure;
}

export const zoneHandlers: Part<
  'zone.draw' | 'zone.reshape' | 'zone.lift' | 'zone.list' | 'closure.close' | 'closure.reopen' | 'closure.list'
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
    say(tx, incident.id, 'order', input.said || facts('zone.draw', zone.kind, zone.label, `${zone.areaM2} m²`));
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
    say(tx, incident.id, 'order', input.said || facts('zone.reshape', after.kind, after.label, `${after.areaM2} m²`));
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
    say(tx, incident.id, 'order', input.said || facts('zone.lift', after.kind, after.label, input.reason));
    return after;
  },
  'zone.list': (read, input) => zonesOf(read.db, input.incidentId, input.lifted),

  'closure.close': (tx, input) => {
    if (input.incidentId !== null) {
      const incident = openIncident(tx, input.incidentId);
      if (isRefusal(incident)) return incident;
    }
    let geometry: Closure['geometry'];
    let name = '';
    if (input.placeId !== null) {
      const place = placeById(tx.db, input.placeId);
      if (!place) return refuse('unknownPlace', { place: input.placeId });
      if (!closable.includes(place.kind)) return refuse('notARoad', { place: place.key });
      const already = openClosureOf(tx.db, place.id);
      if (already) return refuse('roadAlreadyClosed', { place: place.key, at: already.closedAt });
      geometry = place.geometry;
      name = place.key;
    } else {
      const drawn = input.geometry!;
      const far = outOfReach(drawn.type === 'Point' ? [drawn.coordinates] : drawn.coordinates, sitePosition(tx.db));
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
    return saveClosure(tx, closure, input.said || facts('closure.close', name, input.reason));
  },
  'closure.reopen': (tx, input) => {
    const closure = closureById(tx.db, input.id);
    if (!closure) return refuse('unknownClosure');
    const conflict = checkVersion(closure, input.version);
    if (conflict) return conflict;
    const after = reopen(closure, input.reason, tx.operator.id, tx.now);
    if (isRefusal(after)) return after;
    updateClosure(tx.db, after);
    return saveClosure(tx, after, input.said || facts('closure.reopen', input.reason));
  },
  'closure.list': (read, input) => closuresOf(read.db, input.incidentId, input.reopened),
};
