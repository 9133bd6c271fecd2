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

/** Notes which levels zones have reached and left since it was last done; part of whatever command is running. */
export function settleZones(tx: Tx): number {
  const open = Map.groupBy(openZoneAlerts(tx.db), ({ zoneId }) => zoneId);
  const zones = zoneGaugeLevels(tx.db);
  const flood = runningFlood(tx.db);
  let settled = 0;
  // A zone that no gauge speaks for any more has no level.
  for (const [zoneId, alerts] of open) if (!zones.has(zoneId)) for (const alert of alerts) end(tx, alert);
  for (const [zoneId, gauges] of zones) {
    const { begun, over } = alertsOf(zoneId, gauges, open.get(zoneId) ?? []);
    for (const one of begun) {
      const alert: ZoneAlert = { id: tx.newId(), ...one, since: tx.now, until: null, version: 1 };
      insertZoneAlert(tx.db, alert);
      tx.record('zoneAlert', alert);
    }
    for (const alert of over) end(tx, alert);
    settled += begun.length + over.length;
    const worst = begun.at(-1);
    const zone = worst && placeById(tx.db, zoneId);
    if (!flood || !worst || !zone) continue;
    tx.concerns(flood.id);
    const facts = {
      zone: zone.names,
      level: { key: `flood.level.${worst.level}` },
      gauge: placeById(tx.db, worst.gaugeId)?.names ?? '',
      levelCm: worst.levelCm,
    };
    sayTemplate(tx, flood.id, 'reading', 'flood.log.zoneReached', facts, { placeId: zoneId });
  }
  return settled;
}

function end(tx: Tx, alert: ZoneAlert): void {
  const ended: ZoneAlert = { ...alert, until: tx.now, version: alert.version + 1 };
  endZoneAlert(tx.db, ended);
  tx.record('zoneAlert', ended);
}
