import { useState } from 'react';
import type { Incident } from '../../electron/incident/incident.ts';
import { commander } from '../../electron/position/position.ts';
import type { Activation } from '../../electron/plan/plan.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { useOffer } from '../ui/commands.ts';
import { NearIncident } from '../double-check/near-incident.tsx';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { ChangePanel, type Change } from './change-panel.tsx';
import { NumberOf } from './number-of.tsx';
import { PlaceOf } from './place-of.tsx';

interface Props {
  readonly incident: Incident;
  readonly activations: readonly Activation[];
  readonly onChoosePlan: () => void;
}

/** What it is, how long it runs, by which plan and under whom. */
export function IncidentHead({ incident, activations, onChoosePlan }: Props) {
  const { t } = useText();
  const [changing, setChanging] = useState<Change | null>(null);
  const { state } = incident;
  useOffer(
    'incident.setSeverity',
    'incident.action.setSeverity',
    state === 'running' ? () => setChanging('severity') : null,
  );
  useOffer(
    'incident.standDown',
    'incident.action.standDown',
    state === 'running' ? () => setChanging('standDown') : null,
  );
  useOffer(
    'incident.reopen',
    'incident.action.reopen',
    state === 'running' ? null : () => setChanging('reopen'),
  );
  useOffer(
    'incident.close',
    'incident.action.close',
    state === 'stoodDown' ? () => setChanging('close') : null,
  );
  const toggle = (change: Change) => () => setChanging(changing === change ? null : change);
  return (
    <header className={`panel incident-head ${incident.exercise ? 'exercise' : ''}`}>
      <div className="incident-head-line">
        <div className="what">
          <div className="no">
            <NumberOf incident={incident} /> · {t(`incident.type.${incident.type}`)} ·{' '}
            {t('incident.severity', { severity: incident.severity })} · <PlaceOf incident={incident} />
          </div>
          <h1>{incident.title}</h1>
        </div>
        <span className="grow" />
        <div className="fact">
          <div className="dim">
            {t(incident.state === 'running' ? 'incident.declared' : `incident.state.${incident.state}`)}
          </div>
          <Elapsed incident={incident} />
        </div>
        <PlanFact
          activations={activations}
          onChoosePlan={onChoosePlan}
          running={incident.state === 'running'}
        />
        <Commander incidentId={incident.id} />
        <div className="incident-head-actions">
          {incident.state === 'running' && (
            <>
              <Button onPress={toggle('severity')} aria-expanded={changing === 'severity'}>
                {t('incident.action.setSeverity')}
              </Button>
              <Button onPress={toggle('standDown')} aria-expanded={changing === 'standDown'}>
                {t('incident.action.standDown')}
              </Button>
            </>
          )}
          {incident.state !== 'running' && (
            <Button onPress={toggle('reopen')} aria-expanded={changing === 'reopen'}>
              {t('incident.action.reopen')}
            </Button>
          )}
          {incident.state === 'stoodDown' && (
            <Button onPress={toggle('close')} aria-expanded={changing === 'close'}>
              {t('incident.action.close')}
            </Button>
          )}
        </div>
      </div>
      <NearIncident incident={incident} />
      {changing !== null && (
        <ChangePanel key={changing} incident={incident} change={changing} onDone={() => setChanging(null)} />
      )}
    </header>
  );
}

/** Hours and minutes since it was declared; it stands still once it is over. */
function Elapsed({ incident }: { readonly incident: Incident }) {
  const { t, format } = useText();
  const now = new Date(useNow()).toISOString();
  const until = incident.closedAt ?? incident.stoodDownAt ?? now;
  return (
    <time className="elapsed" title={`${t('incident.elapsed')}: ${format.dateTime(incident.declaredAt)}`}>
      {format.elapsed(incident.declaredAt, until)}
    </time>
  );
}

function PlanFact(props: {
  readonly activations: readonly Activation[];
  readonly running: boolean;
  readonly onChoosePlan: () => void;
}) {
  const { t, nameOf } = useText();
  const [first, ...others] = props.activations;
  return (
    <div className="fact plan-fact">
      <div className="dim">{t('incident.plan')}</div>
      {first ? (
        <div title={props.activations.map((each) => nameOf(each.title)).join('\n')}>
          {/* The edition that this incident was run with, whatever has replaced it since. */}
          <a href={`#/plans/${first.planId}`}>
            {nameOf(first.title)}, v{first.edition}
          </a>
          {others.length > 0 && <span className="dim"> +{others.length}</span>}
        </div>
      ) : props.running ? (
        <Button className="small" onPress={props.onChoosePlan}>
          {t('incident.choosePlan')}
        </Button>
      ) : (
        <div className="dim">{t('incident.noPlan')}</div>
      )}
    </div>
  );
}

function Commander({ incidentId }: { readonly incidentId: string }) {
  const { t } = useText();
  const positions = useQueryOf('position.list', { incidentId }, { nouns: ['positionTerm'] }).data;
  const holder = positions?.find(({ key }) => key === commander)?.term?.holder;
  return (
    <div className="fact commander">
      <div className="dim">{t('incident.commander')}</div>
      <div className={holder === undefined ? 't2' : ''}>{holder ?? `▲ ${t('incident.noCommander')}`}</div>
    </div>
  );
}
