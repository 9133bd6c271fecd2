import type { FloodBoard } from '../../electron/flood/flood.ts';
import type { Incident } from '../../electron/incident/incident.ts';
import type { Place } from '../../electron/place/place.ts';
import type { Board } from '../../electron/team/team.ts';
import type { Zone } from '../../electron/zone/zone.ts';
import en from '../../renderer/locales/en/index.ts';
import { mapDrawn, takeMap } from '../map-handle.ts';
import { expect, test, type Room } from './room.ts';

/** What the replay's map draws of each kind, as its labels and signs. */
async function drawn(room: Room) {
  await mapDrawn(room.page);
  return room.page.evaluate(() => {
    const of = (layer: string, field: string): string[] =>
      [
        ...new Set(
          window
            .shownMap!.queryRenderedFeatures({ layers: [layer] })
            .map((feature) => String(feature.properties[field])),
        ),
      ].sort();
    return {
      zones: of('zone-fill', 'kind'),
      closed: of('closure', 'label'),
      team: of('team', 'id'),
      signs: window
        .shownMap!.queryRenderedFeatures({ layers: ['team'] })
        .map((feature) => `${String(feature.properties['label'])} ${String(feature.properties['sign'])}`),
      gauge: of('gauge', 'label').filter((label) => label.startsWith('G-07')),
      flooded: window
        .shownMap!.queryRenderedFeatures({ layers: ['flood-zone'] })
        .filter((feature) => ['watch', 'warning', 'danger'].includes(String(feature.properties['level'])))
        .length,
    };
  });
}

test("the replay's map shows teams, zones, closures and water as they stood at each minute", async ({
  room,
}) => {
  const { page } = room;
  await room.signIn('coordinator');
  const board = await room.call<FloodBoard>('flood.board', {});
  const gauge = board.gauges.find(({ place }) => place.key === 'G-07')!;
  const [lon, lat] = (await room.call<Place[]>('place.all', { kinds: ['gauge'] })).find(
    ({ id }) => id === gauge.id,
  )!.geometry.coordinates as [number, number];
  const roads = await room.call<Place[]>('place.all', { kinds: ['road'] });
  const near = (place: Place): number =>
    Math.min(
      ...(place.geometry.coordinates as [number, number][]).map(([x, y]) => Math.hypot(x - lon, y - lat)),
    );
  const road = roads.toSorted((a, b) => near(a) - near(b))[0]!;

  // 0: declared at the gauge; 2: the water rises; 4: a zone, a team on its way; 6: a road; 8: all of it over again.
  const incident = await room.call<Incident>('incident.declare', {
    type: 'flood',
    placeId: gauge.id,
    severity: 2,
    note: 'River over the watch level',
  });
  const incidentId = incident.id;
  const team = async () => (await room.call<Board>('team.board', {})).teams.find(({ key }) => key === 'T-3')!;
  const report = async (status: string) => {
    const { id: teamId, version } = await team();
    await room.call('team.setStatus', { teamId, version, status, incidentId, placeId: gauge.id });
  };
  await room.advance(2);
  await room.call('flood.read', { gaugeId: gauge.id, levelCm: gauge.warningCm + 5 });
  await room.advance(2);
  const zone = await room.call<Zone>('zone.draw', {
    incidentId,
    kind: 'evacuation',
    label: '1',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [lon - 0.004, lat - 0.002],
          [lon + 0.004, lat - 0.002],
          [lon + 0.004, lat + 0.002],
          [lon - 0.004, lat + 0.002],
          [lon - 0.004, lat - 0.002],
        ],
      ],
    },
  });
  await report('enRoute');
  await room.advance(2);
  const closure = await room.call<{ id: string; version: number }>('closure.close', {
    incidentId,
    placeId: road.id,
    reason: 'Under water',
  });
  await report('onScene');
  await room.advance(2);
  await room.call('flood.read', { gaugeId: gauge.id, levelCm: gauge.watchCm - 20 });
  await room.call('zone.lift', { id: zone.id, version: zone.version, reason: 'Safe' });
  await room.call('closure.reopen', { id: closure.id, version: closure.version, reason: 'Dry' });
  await room.advance(2);

  await room.size(1440, 900);
  await page.evaluate((id) => void (location.hash = `#/incidents/${id}`), incidentId);
  await page.getByRole('tab', { name: en.incident.tab.replay, exact: true }).click();
  await page.locator('.replay [data-ready=true]').waitFor();
  await takeMap(page, '.replay');
  const slider = page.getByRole('slider', { name: en.replay.slider });
  await slider.focus();
  await page.keyboard.press('Home');
  const minute = async (n: number) => {
    for (let at = Number(await slider.inputValue()); at < n; at += 1) await page.keyboard.press('ArrowRight');
    await expect(page.locator('.replay')).toHaveAttribute('data-minute', String(n));
    return drawn(room);
  };
  const lists = page.getByRole('region', { name: en.replay.title });

  const start = await minute(1);
  expect(start).toMatchObject({ zones: [], closed: [], flooded: 0 });
  expect(start.signs).not.toContain('T-3 teamEnRoute');

  const third = await minute(3);
  expect(third).toMatchObject({ zones: [], closed: [] });
  expect(third.gauge.join()).toContain(`${gauge.warningCm + 5} cm`);
  expect(third.flooded).toBeGreaterThan(0);
  await expect(lists).toContainText(`G-07 ${gauge.warningCm + 5} cm`);

  const fifth = await minute(5);
  expect(fifth).toMatchObject({ zones: ['evacuation'], closed: [] });
  expect(fifth.signs).toContain('T-3 teamEnRoute');

  const seventh = await minute(7);
  expect(seventh).toMatchObject({ zones: ['evacuation'], closed: ['Under water'] });
  expect(seventh.signs).toContain('T-3 teamOnScene');
  await expect(lists).toContainText('Under water');
  await room.picture('replay-1440-night');
  await room.size(1024, 768);
  await mapDrawn(page);
  await room.picture('replay-1024-night');
  await room.size(1440, 900);

  const ninth = await minute(9);
  expect(ninth).toMatchObject({ zones: [], closed: [], flooded: 0 });
  expect(ninth.gauge.join()).toContain(`${gauge.watchCm - 20} cm`);
});
