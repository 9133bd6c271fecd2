import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contract, type CommandName } from '../electron/contract.ts';
import { languages, translator } from '../renderer/locales/index.ts';

const root = join(import.meta.dirname, '..');
const sources = globSync('renderer/**/*.{ts,tsx}', { cwd: root }).map((file) =>
  readFileSync(join(root, file), 'utf8'),
);
const commands = (Object.keys(contract) as (keyof typeof contract)[]).filter(
  (name): name is CommandName => contract[name].kind === 'command',
);

/** Commands that no operator looks for in the palette, each with its reason. */
const exceptions: Partial<Record<CommandName, string>> = {
  'session.signIn': 'there is no palette before somebody is signed in',
  'session.signInDemo': 'there is no palette before somebody is signed in',
  'session.firstStart': 'there is no palette before a site has begun',
  'equipment.addMany': 'batches of scripts; the window adds one, or imports a list',
  'dutyRule.settle': 'Tocsin itself, after a rule has changed',
  'alarm.settle': 'Tocsin itself, when a shelf runs out',
  'sensor.judge': 'Tocsin itself, when a level or the quality of an instrument changes',
  'flood.settle': 'Tocsin itself, when an instrument shows what was ordered or a level',
  'sensor.sealBatch': 'Tocsin itself, each five minutes of readings',
  'sensor.forget': 'Tocsin itself, after 90 days',
  'drill.addRequirement': 'the sheet of requirements keeps whole cells by drill.setRequirements',
  'drill.changeRequirement': 'the sheet of requirements keeps whole cells by drill.setRequirements',
  'drill.retireRequirement': 'the sheet of requirements keeps whole cells by drill.setRequirements',
  'drill.sayStop': 'Tocsin itself, after a real incident has stopped a drill',
  'drillInject.fireDue': 'Tocsin itself, by the clock of a drill',
};

/** Commands whose screens are being built; a line goes when its screen stands. */
const waiting: readonly RegExp[] = [/^roster\.set$/];

/** Offered by name: an entry of its own, on every screen or while its thing is chosen. */
function isOffered(name: CommandName): boolean {
  const named = new RegExp(
    `name: '${name.replace('.', '\\.')}'|useOffer\\(\\s*'${name.replace('.', '\\.')}'`,
  );
  return sources.some((source) => named.test(source));
}

/** Done by a part of a screen: the palette offers every button of what is on the screen while it stands there. */
function hasButton(name: CommandName): boolean {
  const called = new RegExp(
    `(useCommand|useForm|useMay|ask|call|say)(<[^(]*)?\\([^)]*'${name.replace('.', '\\.')}'|'${name.replace('.', '\\.')}' [|]|[|] '${name.replace('.', '\\.')}'`,
  );
  return sources.some((source) => called.test(source));
}

test('every command that an operator may call is led to by the palette', () => {
  const lost = commands.filter(
    (name) =>
      exceptions[name] === undefined &&
      !waiting.some((pattern) => pattern.test(name)) &&
      !isOffered(name) &&
      !hasButton(name),
  );
  expect(lost).toEqual([]);
});

test('the exceptions are few, and none of them is offered after all', () => {
  expect(Object.keys(exceptions).length).toBeLessThan(18);
  expect(Object.keys(exceptions).filter((name) => isOffered(name as CommandName))).toEqual([]);
});

test('what begins something new is found from every screen', () => {
  const from = readFileSync(join(root, 'renderer/ui/noun-commands.ts'), 'utf8');
  for (const name of [
    'equipment.add',
    'person.add',
    'team.add',
    'qualification.add',
    'place.add',
    'flood.addGauge',
    'alarm.raise',
  ])
    expect(from).toContain(`name: '${name}'`);
  const titles = [...from.matchAll(/title: '([\w.]+)'/g)].map(([, title]) => title ?? '');
  for (const language of languages)
    for (const title of titles)
      expect(translator(language)(title), `${title} in ${language}`).not.toBe(title);
});
