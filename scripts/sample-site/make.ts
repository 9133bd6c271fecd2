import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backdrop } from './backdrop.ts';
import { geography } from './geography.ts';
import { people, type TeamShape } from './people.ts';

const rows = (list: readonly unknown[]): string =>
  list.map((row) => `    ${JSON.stringify(row)}`).join(',\n');

/** The text of geography.json: one place a line, so that a change of one place is a change of one line. */
export function geographyFile(): string {
  const notice = 'Invented for demonstration. Made by scripts/sample-site/make.ts; change the drawing there.';
  return `{\n  "notice": ${JSON.stringify(notice)},\n  "places": [\n${rows(geography())}\n  ],\n  "backdrop": [\n${rows(backdrop())}\n  ]\n}\n`;
}

/** The text of people.json for a seed and the teams. */
export function peopleFile(seed: number, teams: readonly TeamShape[]): string {
  return `[\n${rows(people(seed, teams)).replaceAll(/^ {4}/gm, '  ')}\n]\n`;
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '../../resources/sample-site');
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  writeFileSync(join(folder, 'geography.json'), geographyFile());
  const { seed } = read('site.json') as { seed: number };
  writeFileSync(join(folder, 'people.json'), peopleFile(seed, read('teams.json') as TeamShape[]));
  console.log('Wrote geography.json and people.json of the sample site.');
}
