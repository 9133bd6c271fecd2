import type { CommandName } from '../../electron/contract.ts';
import { offer } from './commands.ts';
import { intend } from './intent.ts';

/** What begins on a screen of its own: the palette opens that screen and the form there. */
interface Elsewhere {
  readonly name: CommandName;
  /** Locale key. */
  readonly title: string;
  readonly screen: string;
  /** The view of the screen that holds the form, when it has several. */
  readonly view?: string;
  readonly also?: string;
}

const elsewhere: readonly Elsewhere[] = [
  { name: 'person.add', title: 'person.add', screen: 'teams', view: 'people' },
  { name: 'team.add', title: 'team.add', screen: 'teams', view: 'teams' },
  { name: 'qualification.add', title: 'person.qualification.add', screen: 'teams', view: 'qualifications' },
  { name: 'team.setRules', title: 'team.rules.title', screen: 'teams', view: 'rules', also: 'PAR' },
];

offer(
  elsewhere.map(({ name, title, screen, view, also }) => ({
    id: name,
    title,
    name,
    ...(also === undefined ? {} : { also }),
    run: () => intend(screen, { what: name, ...(view === undefined ? {} : { view }) }),
  })),
);
