import { lazy, type ComponentType } from 'react';

/** A part of the incident beside its log; more nouns add a line here and a text `incident.tab.<key>`. */
export interface IncidentTab {
  readonly key: string;
  readonly component: ComponentType<{ readonly incidentId: string }>;
}

type Module = { readonly default: ComponentType<{ readonly incidentId: string }> };
/** Screens of other nouns that an incident shows, by file; one that is not there has no tab. */
const found = import.meta.glob<Module>([
  '../map/map-strip.tsx',
  '../team/people-panel.tsx',
  '../position/positions-tab.tsx',
  '../zone/zones-tab.tsx',
  '../period/periods-tab.tsx',
  '../replay/replay-tab.tsx',
  '../after-action/after-action-tab.tsx',
  '../evidence/evidence-tab.tsx',
]);

function part(path: string): ComponentType<{ readonly incidentId: string }> | null {
  const load = found[path];
  return load ? lazy(load) : null;
}

/** Beside the log where there is room, tabs where there is not. */
export const mapStrip = part('../map/map-strip.tsx');
export const peoplePanel = part('../team/people-panel.tsx');

const listed: readonly (readonly [string, string])[] = [
  ['positions', '../position/positions-tab.tsx'],
  ['zones', '../zone/zones-tab.tsx'],
  ['periods', '../period/periods-tab.tsx'],
  ['replay', '../replay/replay-tab.tsx'],
  ['afterAction', '../after-action/after-action-tab.tsx'],
  ['evidence', '../evidence/evidence-tab.tsx'],
];

export const incidentTabs: readonly IncidentTab[] = listed.flatMap(([key, path]) => {
  const component = part(path);
  return component ? [{ key, component }] : [];
});
