import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { p95, type Measure } from './measure.ts';
import { call, openBare, openTocsin, settled, signIn, writtenOut, type Bench } from './windows.ts';

const entries = 200;

/** Bar 15: from the press of Enter until the entry, durable, is painted; against I + D + paint in a bare window. */
export async function measureLogEntry(bench: Bench): Promise<Measure[]> {
  const { app, page } = await openTocsin(bench, bench.largeSite);
  await signIn(page, 'Petrović');
  await settled(page, bench.largeSite);
  // The site was copied and backed up just now: gigabytes that still lie in the system's cache would hold up every
  // durable write, the bare one and ours.
  writtenOut();
  const bare = await measureBare(bench);
  const { id } = await call<{ id: string }>(page, 'incident.declare', {
    type: 'flood',
    placeId: null,
    severity: 2,
    note: 'Measured',
  });
  await page.evaluate((to) => void (location.hash = `#/incidents/${to}`), id);
  const box = page.locator('.log-panel textarea');
  await box.waitFor();
  await probe(page, '.log-box', '.line[data-seq]');
  const whole: number[] = [];
  for (let n = 0; n < entries; n += 1)
    whole.push(
      await press(page, `Gauge read ${n} cm, rising slowly, next report in ten minutes b${n}b`, `b${n}b`),
    );
  const command = await page.evaluate(
    async ([incidentId, count]) => {
      const times: number[] = [];
      for (let n = 0; n < (count as number); n += 1) {
        const start = performance.now();
        await window.tocsin.invoke('log.say', { incidentId, kind: 'note', text: `Said ${n} without a form` });
        times.push(performance.now() - start);
      }
      return times;
    },
    [id, entries] as const,
  );
  await app.close();
  const sum = p95(bare.ipc) + p95(bare.insert) + p95(bare.paint);
  const of = {
    wholeMs: p95(whole),
    ipcMs: p95(bare.ipc),
    insertMs: p95(bare.insert),
    paintMs: p95(bare.paint),
    commandMs: p95(command),
    entries,
  };
  return [
    {
      name: '15 log entry, key press to durable and painted, p95',
      value: of.wholeMs,
      unit: 'ms',
      limit: 100,
      of,
    },
    { name: '15 log entry / (I + D + paint)', value: of.wholeMs / sum, unit: 'x', limit: 2, of },
    { name: '15 I: IPC that does nothing, p95', value: of.ipcMs, unit: 'ms', limit: null },
    { name: '15 D: bare durable insert, p95', value: of.insertMs, unit: 'ms', limit: null },
    {
      name: '15 paint: key press to a painted line in a bare window, p95',
      value: of.paintMs,
      unit: 'ms',
      limit: null,
    },
    { name: '15 log.say through the door, p95', value: of.commandMs, unit: 'ms', limit: null },
  ];
}

async function measureBare(bench: Bench): Promise<{ ipc: number[]; insert: number[]; paint: number[] }> {
  const { app, page } = await openBare(bench);
  await page.locator('.ready').waitFor();
  const ipc = await page.evaluate(async (count) => {
    const { bare } = window as unknown as { bare: { nothing(): Promise<null> } };
    const times: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const start = performance.now();
      await bare.nothing();
      times.push(performance.now() - start);
    }
    return times;
  }, entries);
  const insert = await page.evaluate(
    (given) =>
      (window as unknown as { bare: { insert(given: unknown): Promise<number[]> } }).bare.insert(given),
    {
      addon: join(bench.root, 'node_modules/better-sqlite3'),
      file: join(bench.folder, `bare-${process.pid}.sqlite`),
      // About as long as the journal entry of a log entry.
      body: 'x'.repeat(900),
      count: entries,
    },
  );
  await page.evaluate(() => {
    const field = document.querySelector('textarea');
    field?.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const line = document.createElement('div');
      line.className = 'line';
      line.textContent = field.value;
      field.value = '';
      const log = document.querySelector('.log');
      log?.append(line);
      log?.scrollTo(0, log.scrollHeight);
    });
    field?.focus();
  });
  await probe(page, '.log', '.line');
  const paint: number[] = [];
  for (let n = 0; n < entries; n += 1)
    paint.push(
      await press(page, `Gauge read ${n} cm, rising slowly, next report in ten minutes b${n}b`, `b${n}b`),
    );
  await app.close();
  return { ipc, insert, paint };
}

interface Probe {
  want: string;
  done: ((ms: number) => void) | null;
  painted: Promise<number> | null;
  start: number;
}
declare global {
  interface Window {
    probe?: Probe;
  }
}

/** Watches for a line that holds the wanted words, and takes the time after the frame in which it is painted. */
async function probe(page: Page, box: string, line: string): Promise<void> {
  await page.evaluate(
    ([boxName, lineName]) => {
      const state: Probe = { want: '', done: null, painted: null, start: 0 };
      window.probe = state;
      addEventListener(
        'keydown',
        (event) => {
          if (event.key === 'Enter') state.start = event.timeStamp;
        },
        true,
      );
      const seen = (): void => {
        const { done } = state;
        if (!done || state.want === '') return;
        const lines = document.querySelectorAll(`${boxName} ${lineName}`);
        if (![...lines].some((each) => each.textContent.includes(state.want))) return;
        state.want = '';
        // A message sent from within a frame's callback arrives once that frame is painted.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now() - state.start);
          port2.postMessage(null);
        });
      };
      const watched = document.querySelector(boxName as string);
      if (!watched) throw new Error(`no ${boxName}`);
      new MutationObserver(seen).observe(watched, { subtree: true, childList: true, characterData: true });
    },
    [box, line] as const,
  );
}

/** Types a line and presses Enter; ms from the key to the painted line. */
async function press(page: Page, text: string, want: string): Promise<number> {
  await page.keyboard.insertText(text);
  // The wish is known before the key comes: the two take different ways into the window.
  await page.evaluate((words) => {
    const { probe } = window;
    if (!probe) return;
    probe.want = words;
    probe.painted = new Promise((done) => (probe.done = done));
  }, want);
  await page.keyboard.press('Enter');
  return page.evaluate(() => window.probe?.painted ?? Promise.reject(new Error('no probe')));
}
