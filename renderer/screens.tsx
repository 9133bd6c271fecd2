import {
  Activity,
  ArrowLeftRight,
  ArrowUpCircle,
  BellRing,
  Bomb,
  Boxes,
  CalendarClock,
  CalendarCog,
  CalendarDays,
  ChartLine,
  ClipboardCheck,
  ClipboardList,
  Diamond,
  FileInput,
  Flame,
  FlaskConical,
  Footprints,
  Gauge,
  ListChecks,
  ListPlus,
  Map as MapIcon,
  NotebookPen,
  Package,
  Play,
  RadioTower,
  Scale,
  ScrollText,
  Settings,
  ShieldAlert,
  Siren,
  SlidersHorizontal,
  TriangleAlert,
  Users,
  Waves,
  Wrench,
} from 'lucide-react';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

export interface Screen {
  /** Locale key under `nav`, and the first part of the address. */
  readonly key: string;
  /** The screen of the rail to which it belongs: it is reached from the tabs there, not from the rail. */
  readonly of?: string;
  /** Locale key under `nav` of its tab, where that is not the rail's word. */
  readonly tab?: string;
  readonly icon: ComponentType<{ size?: number; strokeWidth?: number; 'aria-hidden'?: boolean }>;
  readonly component: LazyExoticComponent<ComponentType>;
  /** One thing of the list, at /key/<id>. */
  readonly detail?: LazyExoticComponent<ComponentType<{ id: string }>>;
}

/** The rail, in its order; a screen is loaded when it is first opened. */
export const screens: readonly Screen[] = [
  { key: 'now', icon: Activity, component: lazy(() => import('./now/now-screen.tsx')) },
  {
    key: 'alarmReport',
    of: 'now',
    icon: Gauge,
    component: lazy(() => import('./alarm/report-screen.tsx')),
  },
  {
    key: 'alarmRules',
    of: 'now',
    icon: BellRing,
    component: lazy(() => import('./alarm/rules-screen.tsx')),
    detail: lazy(() => import('./alarm/rules-screen.tsx')),
  },
  { key: 'map', icon: MapIcon, component: lazy(() => import('./map/map-screen.tsx')) },
  {
    key: 'incidents',
    icon: Siren,
    component: lazy(() => import('./incident/incidents-screen.tsx')),
    detail: lazy(() => import('./incident/incident-screen.tsx')),
  },
  {
    key: 'plans',
    icon: ClipboardList,
    component: lazy(() => import('./plan/plans-screen.tsx')),
    detail: lazy(() => import('./plan/plans-screen.tsx')),
  },
  {
    key: 'readiness',
    of: 'plans',
    icon: Scale,
    component: lazy(() => import('./readiness/readiness-screen.tsx')),
    detail: lazy(() => import('./readiness/readiness-screen.tsx')),
  },
  {
    key: 'equipment',
    icon: Boxes,
    component: lazy(() => import('./equipment/equipment-screen.tsx')),
    detail: lazy(() => import('./equipment/equipment-screen.tsx')),
  },
  {
    key: 'stock',
    of: 'equipment',
    icon: Package,
    component: lazy(() => import('./stock/stock-screen.tsx')),
    detail: lazy(() => import('./stock/stock-screen.tsx')),
  },
  {
    key: 'due',
    of: 'equipment',
    icon: CalendarClock,
    component: lazy(() => import('./duty/due-screen.tsx')),
  },
  {
    key: 'rounds',
    of: 'equipment',
    icon: Footprints,
    component: lazy(() => import('./round/rounds-screen.tsx')),
    detail: lazy(() => import('./round/round-screen.tsx')),
  },
  {
    key: 'work',
    of: 'equipment',
    icon: Wrench,
    component: lazy(() => import('./work/work-screen.tsx')),
    detail: lazy(() => import('./work/work-screen.tsx')),
  },
  {
    key: 'dutyRules',
    of: 'equipment',
    icon: ListChecks,
    component: lazy(() => import('./duty/rules-screen.tsx')),
  },
  {
    key: 'upgrades',
    of: 'equipment',
    icon: ArrowUpCircle,
    component: lazy(() => import('./upgrade/upgrade-screen.tsx')),
    detail: lazy(() => import('./upgrade/upgrade-screen.tsx')),
  },
  {
    key: 'import',
    of: 'equipment',
    icon: FileInput,
    component: lazy(() => import('./import/import-screen.tsx')),
  },
  {
    key: 'drills',
    tab: 'drillMonth',
    icon: CalendarDays,
    component: lazy(() => import('./drill/month-screen.tsx')),
    detail: lazy(() => import('./drill/month-screen.tsx')),
  },
  {
    key: 'drillEditions',
    of: 'drills',
    icon: CalendarDays,
    component: lazy(() => import('./drill/editions-screen.tsx')),
    detail: lazy(() => import('./drill/editions-screen.tsx')),
  },
  {
    key: 'drillCoverage',
    of: 'drills',
    icon: CalendarDays,
    component: lazy(() => import('./drill/coverage-screen.tsx')),
    detail: lazy(() => import('./drill/coverage-screen.tsx')),
  },
  {
    key: 'drillRun',
    of: 'drills',
    icon: Play,
    component: lazy(() => import('./drill/run-screen.tsx')),
  },
  {
    key: 'drillTypes',
    of: 'drills',
    icon: ListPlus,
    component: lazy(() => import('./drill/types-screen.tsx')),
    detail: lazy(() => import('./drill/types-screen.tsx')),
  },
  {
    key: 'roster',
    of: 'drills',
    icon: CalendarCog,
    component: lazy(() => import('./roster/roster-screen.tsx')),
  },
  {
    key: 'evaluation',
    of: 'drills',
    icon: NotebookPen,
    component: lazy(() => import('./drill/after-screen.tsx')),
    detail: lazy(() => import('./drill/after-screen.tsx')),
  },
  {
    key: 'actions',
    of: 'drills',
    icon: ClipboardCheck,
    component: lazy(() => import('./action/actions-screen.tsx')),
    detail: lazy(() => import('./action/actions-screen.tsx')),
  },
  {
    key: 'teams',
    icon: Users,
    component: lazy(() => import('./team/team-screen.tsx')),
    detail: lazy(() => import('./team/team-screen.tsx')),
  },
  {
    key: 'hazmat',
    tab: 'stores',
    icon: Diamond,
    component: lazy(() => import('./hazmat/hazmat-screen.tsx')),
    detail: lazy(() => import('./hazmat/hazmat-screen.tsx')),
  },
  {
    key: 'substances',
    of: 'hazmat',
    icon: FlaskConical,
    component: lazy(() => import('./hazmat/substances-screen.tsx')),
    detail: lazy(() => import('./hazmat/substances-screen.tsx')),
  },
  {
    key: 'movements',
    of: 'hazmat',
    icon: ArrowLeftRight,
    component: lazy(() => import('./hazmat/movements-screen.tsx')),
    detail: lazy(() => import('./hazmat/movements-screen.tsx')),
  },
  {
    key: 'doubleChecks',
    of: 'hazmat',
    icon: Flame,
    component: lazy(() => import('./double-check/double-checks-screen.tsx')),
    detail: lazy(() => import('./double-check/double-checks-screen.tsx')),
  },
  {
    key: 'assessment',
    of: 'hazmat',
    icon: ShieldAlert,
    component: lazy(() => import('./hazmat/assessment-screen.tsx')),
  },
  {
    key: 'substanceImport',
    of: 'hazmat',
    icon: FileInput,
    component: lazy(() => import('./hazmat/substance-import-screen.tsx')),
  },
  {
    key: 'policy',
    of: 'hazmat',
    icon: SlidersHorizontal,
    component: lazy(() => import('./hazmat/policy-screen.tsx')),
  },
  {
    key: 'blasting',
    of: 'hazmat',
    icon: Bomb,
    component: lazy(() => import('./blast/blasting-screen.tsx')),
    detail: lazy(() => import('./blast/blasting-screen.tsx')),
  },
  {
    key: 'blastLaw',
    of: 'hazmat',
    icon: ChartLine,
    component: lazy(() => import('./blast/law-screen.tsx')),
  },
  {
    key: 'flood',
    icon: Waves,
    component: lazy(() => import('./flood/flood-screen.tsx')),
    detail: lazy(() => import('./flood/flood-screen.tsx')),
  },
  {
    key: 'inundation',
    of: 'flood',
    icon: Waves,
    component: lazy(() => import('./terrain/inundation-screen.tsx')),
  },
  {
    key: 'breach',
    of: 'flood',
    icon: TriangleAlert,
    component: lazy(() => import('./breach/breach-screen.tsx')),
  },
  {
    key: 'sensors',
    of: 'flood',
    icon: Activity,
    component: lazy(() => import('./sensor/sensors-screen.tsx')),
    detail: lazy(() => import('./sensor/sensors-screen.tsx')),
  },
  {
    key: 'sources',
    of: 'flood',
    icon: RadioTower,
    component: lazy(() => import('./sensor/sources-screen.tsx')),
  },
  { key: 'journal', icon: ScrollText, component: lazy(() => import('./journal/journal-screen.tsx')) },
  { key: 'settings', icon: Settings, component: lazy(() => import('./settings/settings-screen.tsx')) },
];

/** The screen of the rail and those that belong to it, in their order; `key` is any of them. */
export function familyOf(key: string): readonly Screen[] {
  const head = screens.find((screen) => screen.key === key)?.of ?? key;
  return screens.filter((screen) => screen.key === head || screen.of === head);
}
