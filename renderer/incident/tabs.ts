import { lazy, type ComponentType } from 'react';

/** A part of the incident beside its log; more nouns add a line here and a text `incident.tab.<key>`. */
export interface IncidentTab {
  readonly key: string;
  readonly component: ComponentType<{ readonly incidentId: string }>;
  /** Only of an exercise. */
  readonly exercise?: true;
}

/** Beside the log where there is room, tabs where there is not. */
export const mapStrip = lazy(() => import('../map/map-strip.tsx'));
export const peoplePanel = lazy(() => import('../team/people-panel.tsx'));

/** In the order of the tabs; each is loaded when it is first opened. */
export const incidentTabs: readonly IncidentTab[] = [
  { key: 'release', component: lazy(() => import('../release/release-tab.tsx')) },
  { key: 'drill', exercise: true, component: lazy(() => import('../drill/control-tab.tsx')) },
  { key: 'positions', component: lazy(() => import('../position/positions-tab.tsx')) },
  { key: 'zones', component: lazy(() => import('../zone/zones-tab.tsx')) },
  { key: 'periods', component: lazy(() => import('../period/periods-tab.tsx')) },
  { key: 'replay', component: lazy(() => import('../replay/replay-tab.tsx')) },
  { key: 'afterAction', component: lazy(() => import('../after-action/after-action-tab.tsx')) },
  { key: 'evidence', component: lazy(() => import('../evidence/evidence-tab.tsx')) },
  { key: 'evaluation', exercise: true, component: lazy(() => import('../drill/after-tab.tsx')) },
];
