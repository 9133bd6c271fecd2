import { useEffect, useMemo, useState } from 'react';
import { incidentNumber } from '../../electron/incident/incident.ts';
import { fold } from '../../electron/journal/search-text.ts';
import type { Names } from '../../electron/schema-parts.ts';
import { ask } from '../api.ts';
import { go } from '../router.tsx';
import { intend } from './intent.ts';

/** A thing of the site that the palette found; opening it shows it on its own screen. */
export interface Thing {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  readonly open: () => void;
}

/** Groups in the order in which they are shown, with the locale key of each. */
export const thingGroups = ['incident', 'place', 'team', 'person', 'plan', 'equipment'] as const;
export type ThingGroup = (typeof thingGroups)[number];
export type Found = Readonly<Record<ThingGroup, readonly Thing[]>>;

const nothingFound: Found = { incident: [], place: [], team: [], person: [], plan: [], equipment: [] };

/** Typing is over for a moment: only then is the site asked. */
const pauseMs = 120;
const each = 5;

/** Every word typed must begin a word of the label, in any script. */
export function matches(label: string, typed: string): boolean {
  const words = ` ${fold(label)}`;
  return fold(typed)
    .split(' ')
    .every((word) => words.includes(` ${word}`));
}

/**
 * What the site knows by these words. Until it has answered, what was found for the words before stays as far as it fits
 * these too: nothing that was chosen goes from under the finger later.
 */
export function useThings(text: string, nameOf: (names: Names) => string): Found {
  const [found, setFound] = useState({ words: '', things: nothingFound });
  const words = text.trim();
  useEffect(() => {
    if (words.length < 2) {
      setFound({ words: '', things: nothingFound });
      return undefined;
    }
    let wanted = true;
    const timer = setTimeout(() => {
      void find(words, nameOf).then((things) => {
        if (wanted) setFound({ words, things });
      });
    }, pauseMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [words, nameOf]);
  return useMemo(() => {
    if (words.length < 2) return nothingFound;
    if (found.words === words) return found.things;
    const still = Object.entries(found.things).map(([group, things]) => [
      group,
      things.filter(({ label, note }) => matches(`${label} ${note}`, words)),
    ]);
    return Object.fromEntries(still) as Found;
  }, [found, words]);
}

/** The first few of each kind; a question that is refused to this role finds nothing. */
async function find(typed: string, nameOf: (names: Names) => string): Promise<Found> {
  const page = { text: typed, limit: each };
  const [incidents, places, teams, people, plans, items] = await Promise.all([
    ask('incident.page', page),
    ask('place.find', page),
    ask('team.page', page),
    ask('person.page', page),
    ask('plan.page', page),
    ask('equipment.page', page),
  ]);
  const rows = <T>(answer: { ok: true; value: { rows: readonly T[] } } | { ok: false }): readonly T[] =>
    answer.ok ? answer.value.rows : [];
  return {
    incident: rows(incidents).map((one) => ({
      id: one.id,
      label: one.title,
      note: incidentNumber(one),
      open: () => go('incidents', one.id),
    })),
    place: rows(places).map(({ id, key, names }) => ({
      id,
      label: nameOf(names),
      note: key,
      open: () => intend('map', { what: 'place', id }),
    })),
    team: rows(teams).map(({ id, key, names }) => ({
      id,
      label: nameOf(names),
      note: key,
      open: () => go('teams', id),
    })),
    person: rows(people).map(({ id, name, callSign }) => ({
      id,
      label: name,
      note: callSign,
      open: () => go('teams', id),
    })),
    plan: rows(plans).map(({ id, key, title }) => ({
      id,
      label: nameOf(title),
      note: key,
      open: () => go('plans', id),
    })),
    equipment: rows(items).map(({ id, tag, category, make, model }) => ({
      id,
      label: `${tag} ${[make, model].filter(Boolean).join(' ')}`,
      note: nameOf(category.names),
      open: () => go('equipment', id),
    })),
  };
}
