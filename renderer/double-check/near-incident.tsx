import { workNumber } from '../../electron/double-check/double-check.ts';
import type { Incident } from '../../electron/incident/incident.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { WorkState } from './work-state.tsx';
import './double-check.css';

/** Hot work and chemicals in use at or near an incident: each with its stop. Nothing when there is none. */
export function NearIncident({ incident }: { readonly incident: Incident }) {
  const { t, nameOf } = useText();
  const now = new Date(useNow(10_000)).toISOString();
  const may = useMay('doubleCheck.stop');
  const stop = useCommand('doubleCheck.stop');
  const running = incident.state === 'running';
  const near = useQueryOf(
    'doubleCheck.near',
    { incidentId: incident.id },
    { nouns: ['doubleCheck', 'checkAnswer', 'confirmation', 'incident'], enabled: running },
  ).data;
  if (!running || near === undefined || near.length === 0) return null;
  const reason = t('doubleCheck.stopForIncident', { incident: incident.title });
  return (
    <section className="near-work" aria-label={t('doubleCheck.near', { count: near.length })}>
      <b className="t2">
        <span aria-hidden>▲ </span>
        {t('doubleCheck.near', { count: near.length })}
      </b>
      <ul>
        {near.slice(0, 5).map((line) => (
          <li key={line.id}>
            <a href={`#/doubleChecks/${line.id}`}>
              {workNumber(line)} {line.title}
            </a>
            <span className="muted">
              {line.place.key} {nameOf(line.place.names)} · {t('common.unit.m', { value: line.metres })}
            </span>
            <WorkState line={line} now={now} />
            {may && (
              <Button onPress={() => void stop.run({ id: line.id, reason: reason.slice(0, 500) })}>
                ■ {t('doubleCheck.stop')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Problem>{stop.problem}</Problem>
    </section>
  );
}
