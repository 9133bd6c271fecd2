import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { incidentNumber } from '../../electron/incident/incident.ts';
import { ask, useQueryOf } from '../api.ts';
import { declareWith } from '../incident/declare-open.ts';
import { openIncidentId } from '../router.tsx';
import { offer } from '../ui/commands.ts';
import { intend } from '../ui/intent.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import './release.css';

const useOpen = create<{ readonly open: boolean }>(() => ({ open: false }));
const most = 20;

/** Opens the form in the incident of the screen, in the only one that runs, or asks in which. */
async function declareRelease(): Promise<void> {
  const page = await ask('incident.page', { states: ['running'], limit: most });
  const running = page.ok ? page.value.rows : [];
  const here = openIncidentId();
  const one = running.find(({ id }) => id === here) ?? (running.length === 1 ? running[0] : undefined);
  if (one) declareIn(one.id);
  else if (running.length === 0) declareWith({ type: 'chemicalRelease' });
  else useOpen.setState({ open: true });
}

function declareIn(incidentId: string): void {
  useOpen.setState({ open: false });
  intend('incidents', { view: 'release', what: 'release.declare' }, incidentId);
}

// One key on every screen: a tab that is not open yet could not hear it.
offer([
  {
    id: 'release.declare',
    title: 'release.declare',
    name: 'release.declare',
    keys: 'Alt+G',
    also: 'gas release ispuštanje gasa 泄漏',
    run: () => void declareRelease(),
  },
]);

/** Asks in which of several incidents something gets out; beside the screen, never over the log. */
export function WhichIncident() {
  return useOpen().open ? <Which /> : null;
}

function Which() {
  const { t, format } = useText();
  const running = useQueryOf('incident.page', { states: ['running'], limit: most }).data?.rows ?? [];
  const box = useRef<HTMLDivElement>(null);
  const some = running.length > 0;
  useEffect(() => {
    const before = document.activeElement;
    if (some) box.current?.querySelector<HTMLElement>('li button')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [some]);
  const close = (): void => useOpen.setState({ open: false });
  return (
    <div
      ref={box}
      className="which-incident"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <Panel
        title={t('release.which')}
        aside={
          <Button className="small" onPress={close}>
            {t('common.close')} <kbd className="kbd">Esc</kbd>
          </Button>
        }
      >
        <ul className="pad column">
          {running.map((incident) => (
            <li key={incident.id}>
              <Button onPress={() => declareIn(incident.id)}>
                {incidentNumber(incident)} {incident.title} · {format.time(incident.declaredAt)}
              </Button>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
