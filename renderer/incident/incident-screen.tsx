import './incident.css';
import './log.css';
import { Suspense, useMemo, useState, useSyncExternalStore } from 'react';
import { useQueryOf } from '../api.ts';
import { Proposals } from '../plan/proposals.tsx';
import { StepsPanel } from '../task/steps-panel.tsx';
import { mayCall, useCommands } from '../ui/commands.ts';
import { useIntendedView } from '../ui/intent.ts';
import { Empty } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { IncidentHead } from './incident-head.tsx';
import { IncidentTabs } from './incident-tabs.tsx';
import { LogPanel } from './log-panel.tsx';
import { incidentTabs, mapStrip, peoplePanel, type IncidentTab } from './tabs.ts';

const narrow = window.matchMedia('(width < 1200px)');
const onNarrow = (hear: () => void) => {
  narrow.addEventListener('change', hear);
  return () => narrow.removeEventListener('change', hear);
};

/** One incident: steps, log, map and people at a glance; the rest one tab away. */
export default function IncidentScreen({ id }: { readonly id: string }) {
  const { t } = useText();
  const incident = useQueryOf('incident.byId', { id });
  const activations = useQueryOf('plan.activations', { incidentId: id }, { nouns: ['activation'] }).data;
  const seat = useQueryOf('session.state', {}).data;
  const role = seat?.kind === 'signedIn' ? seat.operator.role : null;
  const isNarrow = useSyncExternalStore(onNarrow, () => narrow.matches);
  const [tab, setTab] = useState('log');
  const [choosing, setChoosing] = useState(false);
  useIntendedView(setTab);

  const side = useMemo<IncidentTab[]>(
    () => [
      ...(mapStrip ? [{ key: 'map', component: mapStrip }] : []),
      ...(peoplePanel ? [{ key: 'people', component: peoplePanel }] : []),
    ],
    [],
  );
  const exercise = incident.data?.exercise ?? false;
  const tabs = useMemo(
    () => [...(isNarrow ? side : []), ...incidentTabs.filter((each) => exercise || each.exercise !== true)],
    [isNarrow, side, exercise],
  );
  const keys = useMemo(() => ['log', ...tabs.map((each) => each.key)], [tabs]);
  useCommands(
    useMemo(
      () =>
        keys.map((key, i) => ({
          id: `incident.tab.${key}`,
          title: `incident.tab.${key}`,
          keys: `Alt+Shift+${i + 1}`,
          run: () => setTab(key),
        })),
      [keys],
    ),
  );

  if (incident.data === undefined) return null;
  if (incident.data === null) return <Empty>{t('refusal.unknownIncident')}</Empty>;
  const row = incident.data;
  const shownTab = keys.includes(tab) ? tab : 'log';
  const Part = tabs.find((each) => each.key === shownTab)?.component;
  const known = activations ?? [];
  const propose =
    row.state === 'running' &&
    mayCall('incident.activatePlan', role) &&
    (choosing || (activations !== undefined && known.length === 0));
  return (
    <div className={`incident ${!isNarrow && side.length > 0 ? 'with-side' : ''}`}>
      <IncidentHead incident={row} activations={known} onChoosePlan={() => setChoosing(true)} />
      <StepsPanel
        incident={row}
        mayWrite={row.state !== 'closed' && mayCall('task.done', role)}
        proposals={propose ? <Proposals incidentId={row.id} onStarted={() => setChoosing(false)} /> : null}
        onPropose={
          row.state === 'running' && mayCall('incident.activatePlan', role)
            ? () => setChoosing(!choosing)
            : null
        }
      />
      <div className="incident-middle">
        <IncidentTabs keys={keys} shown={shownTab} onShow={setTab} />
        <div id="incident-part" className="incident-part" role="tabpanel" aria-labelledby={`tab-${shownTab}`}>
          <div className="stack" hidden={shownTab !== 'log'}>
            <LogPanel key={row.id} incident={row} mayWrite={mayCall('log.say', role)} />
          </div>
          {Part && (
            <Suspense fallback={null}>
              <Part incidentId={row.id} />
            </Suspense>
          )}
        </div>
      </div>
      {!isNarrow && side.length > 0 && (
        <div className="incident-side">
          {side.map(({ key, component: Side }) => (
            <Suspense key={key} fallback={null}>
              <Side incidentId={row.id} />
            </Suspense>
          ))}
        </div>
      )}
    </div>
  );
}
