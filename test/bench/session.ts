import type { ElectronApplication, Page } from '@playwright/test';
import type { Measure } from './measure.ts';
import { call, openTocsin, settled, signIn, type Bench } from './windows.ts';

const stallMs = 50;

interface Stall {
  readonly ms: number;
  /** Without the time in which the main thread was ready to run and other programs had the processors. */
  readonly ownMs: number;
  /** How long the main thread really computed. */
  readonly cpuMs: number;
  readonly during: string;
}

/** Bar 17: nothing in an hour's work on the large site, played in a minute, keeps the main process for 50 ms. */
export async function measureSession(bench: Bench): Promise<Measure[]> {
  const { app, page } = await openTocsin(bench, bench.largeSite);
  await page.locator('.operators button').first().waitFor();
  await watch(app);
  const stalls: Stall[] = [];
  const during = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    await work();
    await page.waitForTimeout(300);
    for (const { ms, ownMs, cpuMs } of await takeStalls(app)) {
      stalls.push({ ms, ownMs, cpuMs, during: what });
      bench.tell(
        `main process: ${ms.toFixed(0)} ms (${ownMs.toFixed(0)} its own, ${cpuMs.toFixed(0)} computing) during ${what}`,
      );
    }
  };
  await play(page, bench.largeSite, during);
  await app.close();
  const own = stalls.filter(({ ownMs }) => ownMs > stallMs);
  const longest = Math.max(0, ...stalls.map(({ ms }) => ms));
  const of = Object.fromEntries(
    stalls.map(({ ms, ownMs, cpuMs, during: what }, n) => [
      `${n + 1} ${what}`,
      `${ms.toFixed(0)} ms, ${ownMs.toFixed(0)} its own, ${cpuMs.toFixed(0)} computing`,
    ]),
  );
  return [
    { name: '17 stalls of the main process over 50 ms', value: own.length, unit: 'count', limit: 0, of },
    {
      name: '17 longest time between two beats of the main process',
      value: longest,
      unit: 'ms',
      limit: null,
    },
  ];
}

async function play(
  page: Page,
  site: string,
  during: (what: string, work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  await during('sign-in', () => signIn(page, 'Petrović'));
  const { id } = await call<{ id: string }>(page, 'incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 3,
    note: 'Scripted session',
  });
  await during('declare', () => Promise.resolve());
  const screens = [
    'now',
    'incidents',
    'plans',
    'equipment',
    'teams',
    'hazmat',
    'flood',
    'journal',
    'settings',
  ];
  for (const screen of [...screens, `incidents/${id}`])
    await during(`screen ${screen.slice(0, 9)}`, async () => {
      await page.evaluate((to) => void (location.hash = `#/${to}`), screen);
      await page.waitForTimeout(700);
    });
  await during('log', async () => {
    await page.locator('.log-panel textarea').waitFor();
    for (let n = 0; n < 40; n += 1) {
      await page.keyboard.type(`Radio ${n}`);
      await page.keyboard.press('Enter');
    }
  });
  for (const text of ['e', 'a*', 'vodostaj', '水位', 'насип', 'rising slowly'])
    await during(`search ${text}`, () => call(page, 'log.search', { text }));
  for (const sort of ['tag', 'category', 'model', 'condition', 'nextDueOn', 'endOfLifeOn'])
    await during(`equipment by ${sort}`, () =>
      call(page, 'equipment.page', { sort, descending: true, limit: 200 }),
    );
  for (const text of ['a', 'BA-1', 'breathing', '1'])
    await during(`equipment with ${text}`, () => call(page, 'equipment.page', { text, limit: 200 }));
  for (const facet of ['categoryId', 'condition', 'placeId', 'ownerTeamId', 'custody'])
    for (const filter of [{}, { text: 'a' }, { conditions: ['ready'] }])
      await during(`facet ${facet} ${JSON.stringify(filter)}`, () =>
        call(page, 'equipment.facet', { ...filter, facet }),
      );
  await during('plan', async () => {
    const plans = await call<{ planId: string }[]>(page, 'incident.proposals', { incidentId: id });
    if (plans[0]) await call(page, 'incident.activatePlan', { incidentId: id, planId: plans[0].planId });
  });
  await during('readings', async () => {
    const { gauges } = await call<{ gauges: { id: string; watchCm: number }[] }>(page, 'flood.board', {});
    for (const { id: gaugeId, watchCm } of gauges)
      await call(page, 'flood.read', { gaugeId, levelCm: watchCm + 1, incidentId: id });
  });
  await during('call-out', async () => {
    const { teams } = await call<{ teams: { id: string }[] }>(page, 'team.board', {});
    await call(page, 'team.callOut', {
      incidentId: id,
      teamIds: teams.slice(0, 3).map((team) => team.id),
      message: 'To the river wall',
    });
  });
  await during('replay', () =>
    call(page, 'incident.replay', { incidentId: id, at: new Date().toISOString() }),
  );
  await during('timeline', () => call(page, 'incident.timeline', { incidentId: id }));
  await during('journal', () => call(page, 'journal.page', { text: 'e' }));
  await during('check and backup of the whole site', () => settled(page, site));
}

interface Beats {
  stalls: { ms: number; ownMs: number; cpuMs: number }[];
}

/** A beat every 10 ms in the main process; one that comes late is a stall. Linux tells how long the thread had to queue. */
export async function watch(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const beats = globalThis as unknown as Beats;
    const { readFileSync } = process.getBuiltinModule('node:fs');
    // Time on a processor, and time in the queue for one, of the main thread alone.
    const schedule = (): { cpu: number; queue: number } => {
      try {
        const told = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8');
        const [cpu = 0, queue = 0] = told.split(' ').map((ns) => Number(ns) / 1e6);
        return { cpu, queue };
      } catch {
        return { cpu: 0, queue: 0 };
      }
    };
    beats.stalls = [];
    let last = performance.now();
    let before = schedule();
    setInterval(() => {
      const now = performance.now();
      const after = schedule();
      const ms = now - last - 10;
      if (ms > 50)
        beats.stalls.push({
          ms,
          ownMs: Math.max(0, ms - (after.queue - before.queue)),
          cpuMs: after.cpu - before.cpu,
        });
      last = now;
      before = after;
    }, 10);
  });
}

export function takeStalls(app: ElectronApplication): Promise<Beats['stalls']> {
  return app.evaluate(() => (globalThis as unknown as Beats).stalls.splice(0));
}
