import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Incident, LogPage } from '../../electron/incident/incident.ts';
import type { Page } from '../../electron/schema-parts.ts';
import type { Zone } from '../../electron/zone/zone.ts';
import en from '../../renderer/locales/en/index.ts';
import srLatn from '../../renderer/locales/sr-Latn/index.ts';
import { expect, test, type Room } from './room.ts';

/** The words of the night, in the language of the seat. */
const seats = [
  {
    language: 'en',
    texts: en,
    title: 'River over the watch level at gauge G-07',
    wall: 'river wall',
    radio: 'Water 40 cm under the crest, debris at #C-2',
    wrong: 'Culvert clear',
    right: 'Culvert not clear, need 20 minutes and light',
  },
  {
    language: 'sr-Latn',
    texts: srLatn,
    title: 'Reka iznad kote pripravnosti na vodomeru G-07',
    wall: 'rečni bedem',
    radio: 'Voda 40 cm ispod krune, nanos kod #C-2',
    wrong: 'Propust čist',
    right: 'Propust nije čist, treba 20 minuta i svetlo',
  },
] as const;

for (const seat of seats) {
  test(`the night flood, from the gauge's alarm to the evidence (${seat.language})`, async ({ room }) => {
    test.setTimeout(240_000);
    const { page } = room;
    const { texts } = seat;
    const shot = async (name: string) => {
      await room.picture(`night-flood-${seat.language}-${name}`);
    };
    const tab = (key: keyof typeof texts.incident.tab) =>
      page.getByRole('tab', { name: texts.incident.tab[key], exact: true });
    const rail = async (name: string) => {
      await page.locator('nav.rail').getByRole('link', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await page.evaluate((language) => localStorage.setItem('tocsin.language', language), seat.language);
    await page.reload();
    await room.size(1440, 900);
    await room.signIn('Petrović');

    // 03:05, the gauge: the river rises, reading by reading as the radio says them; the alarm sounds
    await rail(texts.nav.flood);
    const gauge = page.locator('.gauges tr', { hasText: 'G-07' });
    for (const levelCm of [288, 296, 304, 312]) {
      await gauge.focus();
      await page.keyboard.type(String(levelCm));
      await page.keyboard.press('Enter');
      await expect(gauge).toContainText(`${levelCm}`);
      await room.advance(8);
    }
    await expect
      .poll(() => page.evaluate(() => document.documentElement.dataset['alarmSound'] ?? ''))
      .not.toBe('');
    await page.keyboard.press('F8');
    await expect(
      page.locator('.alarm-panel, [aria-label="' + texts.alarm.title + '"]').first(),
    ).toContainText('G-07');
    await shot('1-alarm');
    await page.keyboard.press('Shift+F8');
    await expect
      .poll(() => page.evaluate(() => document.documentElement.dataset['alarmSound'] ?? ''))
      .toBe('');
    await page.keyboard.press('Escape');

    // One key declares; type, place, severity and note in a few more
    await page.keyboard.press('F2');
    for (const letter of seat.language === 'en' ? 'ff' : 'pp') await page.keyboard.press(letter);
    await page.keyboard.press('Enter');
    await page.keyboard.type(seat.wall);
    await page.locator('#declare-where-list [role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('3');
    await page.keyboard.type(seat.title);
    await page.keyboard.press('Enter');
    await page.locator('.incident-head h1', { hasText: seat.title }).waitFor();
    const incident = (await room.call<Page<Incident>>('incident.page', { limit: 1 })).rows[0]!;
    const incidentId = incident.id;
    expect(incident).toMatchObject({ type: 'flood', severity: 3, exercise: false });

    // The plan that fits becomes a running checklist
    await page.locator('.proposed').getByRole('button').first().click();
    await expect(page.locator('.task').first()).toBeVisible();

    // Two teams are called out; one answers and goes to the wall
    await page.keyboard.press('Control+Shift+O');
    const sheet = page.locator('.call-out-sheet');
    for (const key of ['T-3', 'T-5']) {
      await sheet.getByRole('checkbox', { name: new RegExp(`${key}\\b`) }).focus();
      await page.keyboard.press('Space');
    }
    await sheet.getByLabel(texts.team.message).focus();
    await page.keyboard.type(seat.title);
    await shot('2-call-out');
    await page.keyboard.press('Tab');
    await expect(sheet.getByRole('button', { name: texts.team.send, exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(sheet).toBeHidden();
    const crew = (key: string) => page.getByRole('row', { name: new RegExp(`^${key} `) });
    await rail(texts.nav.teams);
    await crew('T-3').focus();
    for (const [letter, status] of [
      ['k', null],
      ['e', texts.team.status.enRoute],
      ['s', texts.team.status.onScene],
    ] as const) {
      await page.keyboard.press(letter);
      if (status !== null) await expect(crew('T-3')).toContainText(status);
      await room.advance(1);
    }

    // The log: said, struck, corrected
    await page.keyboard.press('F4');
    await expect(page.locator('#composer')).toBeFocused();
    await page.keyboard.type(`/in ${seat.radio}`);
    await page.locator('#composer-offers [role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(page.locator('.log .line.radioIn', { hasText: '40 cm' })).toBeVisible();
    await page.keyboard.type(seat.wrong);
    await page.keyboard.press('Enter');
    await expect(page.locator('.log')).toContainText(seat.wrong);
    await page.locator('.log').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('x');
    await page.keyboard.type('pogrešno / heard wrongly');
    await page.keyboard.press('Tab');
    await page.keyboard.type(seat.right);
    await page.keyboard.press('Enter');
    await expect(page.locator('.log .line.struck')).toContainText('heard wrongly');

    // Tasks: the first is done in time; then time passes and others are late
    await page.locator('.task').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.task.done')).toHaveCount(1);
    await room.advance(9);

    // Heads: two are missing at muster point 6
    const count = async (counted: string, missing: string) => {
      const point = page.locator('.incident-side li', { hasText: 'M-6' });
      await page.locator('.incident-side').getByRole('button', { name: texts.muster.title }).focus();
      await page.keyboard.press('Enter');
      await point.getByRole('button').first().focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type(counted);
      await page.keyboard.press('Tab');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('Delete');
      await page.keyboard.type(missing);
      await page.keyboard.press('Enter');
      await expect(point.getByRole('textbox')).toHaveCount(0);
    };
    await count('14', 'Ilić, Stanković');
    await expect(page.locator('.incident-side')).toContainText('Stanković');

    // An evacuation zone, corner by corner from the keyboard
    await room.page.evaluate(() => void (location.hash = '#/map'));
    await page.locator('.map-screen [data-ready=true]').waitFor();
    await page.keyboard.press('Alt+Z');
    await page.getByRole('button', { name: texts.zone.kind.evacuation }).click();
    await page.getByLabel(texts.zone.label, { exact: true }).fill('1');
    await page
      .getByLabel(texts.zone.corners, { exact: true })
      .fill('44.0620, 22.0960\n44.0620, 22.1030\n44.0655, 22.1030\n44.0655, 22.0960');
    await shot('3-zone');
    await page.getByRole('button', { name: texts.common.save, exact: true }).click();
    await expect.poll(async () => (await room.call<Zone[]>('zone.list', { incidentId })).length).toBe(1);
    await shot('4-map');

    // Back at the incident: what is late stands on top, what is missing stands out
    await room.advance(16);
    await page.keyboard.press('F4');
    await expect(page.locator('.task').first()).toContainText('▲');
    await shot('5-incident');

    // Handover: it wrote itself; the one who gives it cannot take it
    await tab('periods').click();
    await page.getByLabel(texts.period.objectives).focus();
    await page.keyboard.type(seat.right);
    await page.getByRole('button', { name: texts.period.open, exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: texts.handover.give }).click();
    await expect(page.getByText(texts.handover.takeOther)).toBeVisible();
    await room.call('session.signOut', {});
    await room.signIn(await nameOf(room, 'safetyOfficer'));
    await room.page.evaluate((id) => void (location.hash = `#/incidents/${id}`), incidentId);
    await tab('periods').click();
    await shot('6-handover');
    await page.getByRole('button', { name: texts.handover.take }).click();
    await expect(page.getByText(texts.handover.earlier)).toBeVisible();

    // Replay: at the beginning nothing was done and no zone was drawn
    await tab('replay').click();
    const slider = page.getByRole('slider', { name: texts.replay.slider });
    await slider.focus();
    await page.keyboard.press('End');
    await expect(page.locator('.replay')).toContainText(texts.zone.kind.evacuation);
    await page.locator('.replay [data-ready=true]').waitFor();
    await shot('7-replay');
    await page.keyboard.press('Home');
    await expect(page.locator('.replay')).not.toContainText(texts.zone.kind.evacuation);

    /** What the room does when it is over: steps, zone, heads, teams; each with its reason, from the keyboard. */
    const endEverything = async () => {
      const open = page.locator('.task.open');
      for (let left = await open.count(); left > 0; left -= 1) {
        const step = open.first();
        await step.focus();
        // A step that comes round again is stopped; skipped, it would only wait for its next round.
        const rounds = (await step.textContent())?.includes(texts.plan.repeat.split('{{')[0]!.trim());
        await page.keyboard.press(rounds ? 'x' : 's');
        await page.keyboard.type('G-07 290 cm');
        await page.keyboard.press('Enter');
        await expect(open).toHaveCount(left - 1);
      }
      await tab('zones').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: texts.zone.lift }).first().focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('G-07 290 cm');
      await page.keyboard.press('Enter');
      await expect(page.getByLabel(texts.zone.liftReason)).toHaveCount(0);
      await count('16', '');
      await rail(texts.nav.teams);
      for (const key of ['T-3', 'T-5']) {
        await crew(key).focus();
        await page.keyboard.press('x');
        await page.keyboard.type('G-07 290 cm');
        await page.keyboard.press('Enter');
        await expect(crew(key)).not.toContainText(
          key === 'T-3' ? texts.team.status.onScene : texts.team.status.calledOut,
        );
      }
      await page.evaluate((id) => void (location.hash = `#/incidents/${id}`), incidentId);
    };

    // The river falls: everything is ended, then it can be closed and not before
    await page.getByRole('button', { name: texts.incident.action.standDown, exact: true }).click();
    await page.keyboard.type('G-07 290 cm');
    await page.keyboard.press('Enter');
    const close = page.getByRole('button', { name: texts.incident.action.close, exact: true });
    await close.click();
    await expect(page.locator('.open-ends')).toContainText('M');
    await page.keyboard.type('over');
    await page.keyboard.press('Enter');
    await expect(page.locator('.change-panel .problem:visible')).toBeVisible();
    await shot('8-not-closed');
    await endEverything();
    await close.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.open-ends')).toHaveCount(0);
    await page.locator('.change-panel input').fill('over');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await room.call<Incident>('incident.byId', { id: incidentId })).state)
      .toBe('closed');

    // After it: target against actual, and a gap becomes an action
    await tab('afterAction').click();
    await expect(page.locator('.list .t2').first()).toContainText('▲');
    await page.getByRole('button', { name: texts.replay.raise }).first().click();
    await page.getByLabel(texts.action.owner, { exact: true }).fill('D. Ilić');
    await page.getByRole('button', { name: texts.action.raise, exact: true }).click();
    await expect(page.getByText(texts.action.state.open, { exact: false }).first()).toBeVisible();
    await shot('9-after-action');

    // The proof: exported, checked by the script alone; one changed byte is found
    await room.app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] });
    }, room.folder);
    await tab('evidence').click();
    await page.getByRole('button', { name: texts.evidence.screen.folder }).click();
    const made = page.getByRole('status').filter({ hasText: room.folder });
    await made.waitFor();
    await shot('10-evidence');
    const folder = /(\/\S+?):? ?(?=:)/.exec((await made.textContent()) ?? '')?.[1] ?? '';
    expect(check(folder)).toMatch(/^SOUND/m);
    const log = (await room.call<LogPage>('log.page', { incidentId, limit: 200 })).rows;
    const lines = readFileSync(join(folder, 'journal.jsonl'), 'utf8');
    for (const entry of log) expect(lines).toContain(entry.id);
    writeFileSync(join(folder, 'journal.jsonl'), lines.replace('14', '16'));
    expect(check(folder)).toContain('NOT SOUND');
  });
}

function check(folder: string): string {
  return spawnSync('sh', [join(folder, 'verify.sh')], { encoding: 'utf8' }).stdout;
}

async function nameOf(room: Room, role: string): Promise<string> {
  const operators = await room.call<{ name: string; role: string }[]>('session.operators', {});
  return operators.find((operator) => operator.role === role)!.name;
}
