import type { ReadHandle } from '../database.ts';
import type { Tx } from '../door.ts';
import { runningFlood } from '../device-order/settle-handlers.ts';
import { gaugeById, zoneGauges } from '../flood/flood-store.ts';
import { levelOf } from '../flood/flood.ts';
import { sayTemplate } from '../incident/incident-handlers.ts';
import { placeById } from '../place/place-store.ts';
import { newestReading } from '../sensor/reading-store.ts';
import { alertsOf, type ZoneAlert } from './level-action.ts';
import { endZoneAlert, insertZoneAlert, openZoneAlerts } from './level-action-store.ts';

/** The gauges of each zone by the zone's own levels, with where they stand. */
function zoneGaugeLevels(db: ReadHandle) {
  return Map.groupBy(
    zoneGauges(db).flatMap((link) => {
      const gauge = gaugeById(db, link.gaugeId);
      if (!gauge) return [];
      return [
        {
          zoneId: link.zoneId,
          gaugeId: link.gaugeId,
          watchCm: link.watchCm ?? gauge.watchCm,
          warningCm: link.warningCm ?? gauge.warningCm,
          dangerCm: link.dangerCm ?? gauge.dangerCm,
          levelCm: newestReading(db, link.gaugeId)?.value ?? null,
        },
      ];
    }),
    ({ zoneId }) => zoneId,
  );
}

/** At which levels the zones stand, as one word: the same while nothing has changed. */
export function zoneState(db: ReadHandle): string {
  return [...zoneGaugeLevels(db)]
    .map(
      ([id, all]) =>
        `${id} ${all.map((one) => (one.levelCm === null ? '' : levelOf(one, one.levelCm))).join()}`,
    )
    .join('\n');
}

/**
 * Notes what one zone has reached and left since it was last done, and says it in the flood's log: a command says one
 * sentence. Says whether there was something to note; then there may be more.
 */
export function settleZone(tx: Tx): boolean {
  const open = Map.groupBy(openZoneAlerts(tx.db), ({ zoneId }) => zoneId);
  const zones = zoneGaugeLevels(tx.db);
  for (const [zoneId, alerts] of open) {
    // A zone that no gauge speaks for any more has no level.
    if (zones.has(zoneId)) continue;
    for (const alert of alerts) end(tx, alert);
    return true;
  }
  for (const [zoneId, gauges] of zones) {
    const { begun, over } = alertsOf(zoneId, gauges, open.get(zoneId) ?? []);
    if (begun.length + over.length === 0) continue;
    for (const one of begun) {
      const alert: ZoneAlert = { id: tx.newId(), ...one, since: tx.now, until: null, version: 1 };
      insertZoneAlert(tx.db, alert);
      tx.record('zoneAlert', alert);
    }
    for (const alert of over) end(tx, alert);
    const worst = begun.at(-1);
    if (worst) sayReached(tx, worst);
    return true;
  }
  return false;
}

function sayReached(tx: Tx, reached: Pick<ZoneAlert, 'zoneId' | 'level' | 'gaugeId' | 'levelCm'>): void {
  const flood = runningFlood(tx.db);
  const zone = placeById(tx.db, reached.zoneId);
  if (!flood || !zone) return;
  tx.concerns(flood.id);
  const facts = {
    zone: zone.names,
    level: { key: `flood.level.${reached.level}` },
    gauge: placeById(tx.db, reached.gaugeId)?.names ?? '',
    levelCm: reached.levelCm,
  };
  sayTemplate(tx, flood.id, 'reading', 'flood.log.zoneReached', facts, { placeId: zone.id });
}

function end(tx: Tx, alert: ZoneAlert): void {
  const ended: ZoneAlert = { ...alert, until: tx.now, version: alert.version + 1 };
  endZoneAlert(tx.db, ended);
  tx.record('zoneAlert', ended);
}
