import { useState } from 'react';
import { incidentTypes, type IncidentType } from '../../electron/incident/incident.ts';
import type { AlarmRule, RuleContent, RuleLine, SuppressWhen } from '../../electron/alarm/rule.ts';
import { severities } from '../../electron/alarm/priority-matrix.ts';
import { stateWords, type PointLine } from '../../electron/sensor/point.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useForm } from '../ui/form.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { Matrix } from './matrix.tsx';
import { usePositions } from './owner.ts';
import '../ui/form.css';

const textFields = ['cause', 'consequence', 'action'] as const;
const tongues = ['en', 'srLatn', 'zhHans'] as const;
type Tongue = (typeof tongues)[number];
const levels = ['watch', 'warning', 'danger'] as const;
const incidents = ['none', 'propose', 'declare'] as const;

/** As typed: numbers stay text until they are sent. */
const typedOf = (rule: AlarmRule | null) => ({
  cause: rule?.cause ?? { en: '', srLatn: '', zhHans: '' },
  consequence: rule?.consequence ?? { en: '', srLatn: '', zhHans: '' },
  action: rule?.action ?? { en: '', srLatn: '', zhHans: '' },
  minutesToAct: String(rule?.minutesToAct ?? 10),
  severity: rule?.severity ?? 'major',
  deadBand: String(rule?.deadBand ?? 0),
  onDelaySeconds: String(rule?.onDelaySeconds ?? 0),
  offDelaySeconds: String(rule?.offDelaySeconds ?? 0),
  owner: rule === null ? 'operations' : rule.owner.kind === 'position' ? rule.owner.key : `person ${rule.owner.id}`,
  ownerName: rule?.owner.kind === 'person' ? rule.owner.name : '',
  parent: rule?.parentPointId ?? '',
  parentLevel: rule?.parentLevel ?? 'warning',
  suppressor: rule?.suppressPointId ?? '',
  suppressAt: rule?.suppressWhen == null ? '0' : whenText(rule.suppressWhen),
  incident: rule?.incident ?? 'none',
  incidentType: rule?.incidentType ?? 'other',
  planKey: rule?.planKey ?? '',
  ackMinutes: rule?.ackMinutes == null ? '' : String(rule.ackMinutes),
  note: rule?.note ?? '',
}); // prettier-ignore
const whenText = (when: SuppressWhen): string => (when.kind === 'state' ? String(when.value) : when.level);

const number = (text: string): number => numberOf(text) ?? Number.NaN;

/** Writes the rule of a limit: a new one, a new edition of the one in force, or what is being written already. */
export function RuleForm({ line, done }: { readonly line: RuleLine; readonly done: () => void }) {
  const { t, nameOf, language } = useText();
  const { pointId, level, side, open } = line;
  const own: Tongue = language === 'en' ? 'en' : language === 'zh-Hans' ? 'zhHans' : 'srLatn';
  const [tongue, setTongue] = useState<Tongue>(own);
  const form = useForm('alarmRule.draft', typedOf(open ?? line.live), {
    draft: `alarmRule.${pointId}.${level}.${side}.${open?.version ?? 'new'}`,
    codes: { ruleDeadBand: 'deadBand', ruleDelay: 'onDelaySeconds', ruleOwner: 'owner', rulePlan: 'planKey' },
  });
  const change = useCommand('alarmRule.change');
  const { typed, problemOf } = form;
  const points = (
    useQueryOf('sensor.points', { limit: 200 }, { nouns: ['point', 'gauge'] }).data?.rows ?? []
  ).filter((point) => point.id !== pointId);
  const plans =
    useQueryOf('plan.page', { states: ['approved'], limit: 200 }, { nouns: ['plan'] }).data?.rows ?? [];
  const positions = usePositions();
  const suppressor = points.find(({ id }) => id === typed.suppressor);

  function content(): RuleContent {
    const suppressed = typed.suppressor !== '';
    const personId = typed.owner.startsWith('person ') ? typed.owner.slice(7) : null;
    return {
      cause: typed.cause,
      consequence: typed.consequence,
      action: typed.action,
      minutesToAct: number(typed.minutesToAct),
      severity: typed.severity,
      deadBand: number(typed.deadBand),
      onDelaySeconds: number(typed.onDelaySeconds),
      offDelaySeconds: number(typed.offDelaySeconds),
      owner:
        personId === null
          ? { kind: 'position', key: typed.owner }
          : { kind: 'person', id: personId, name: typed.ownerName },
      parentPointId: typed.parent || null,
      parentLevel: typed.parent === '' ? null : typed.parentLevel,
      suppressPointId: typed.suppressor || null,
      suppressWhen: suppressed ? whenOf(typed.suppressAt) : null,
      incident: typed.incident,
      incidentType: typed.incident === 'none' ? null : typed.incidentType,
      planKey: typed.incident === 'none' ? null : typed.planKey || null,
      ackMinutes: typed.ackMinutes.trim() === '' ? null : number(typed.ackMinutes),
      note: typed.note,
    };
  }
  async function save(): Promise<void> {
    if (open) {
      const changed = await change.run({ id: open.id, version: open.version, content: content() });
      if (!changed.ok) return;
      form.forget();
      done();
      return;
    }
    const result = await form.send({ pointId, level, side, content: content() });
    if (result.ok) done();
  }
  const field = (
    name: 'minutesToAct' | 'deadBand' | 'onDelaySeconds' | 'offDelaySeconds' | 'ackMinutes',
    label: string,
    help?: string,
  ) => (
    <Field
      label={label}
      value={typed[name]}
      onChange={(text) => form.change({ [name]: text })}
      problem={problemOf(name)}
      {...(help === undefined ? {} : { help })}
    />
  );
  const none = { value: '', label: t('alarmRule.noOne') };
  return (
    <Panel title={t('alarmRule.of', { point: line.pointKey })}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={t('alarmRule.write')}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') done();
        }}
      >
        {textFields.map((name, i) => (
          <Field
            key={`${name} ${tongue}`}
            label={t(`alarmRule.field.${name}`)}
            help={t(`alarmRule.help.${name}`)}
            value={typed[name][tongue]}
            lines={2}
            onChange={(text) => form.change({ [name]: { ...typed[name], [tongue]: text } })}
            problem={problemOf(name)}
            autoFocus={i === 0 && tongue === own}
          />
        ))}
        <Choice
          label={t('alarmRule.tongue')}
          value={tongue}
          of={tongues.map((value) => ({ value, label: t(`common.nameIn.${value}`) }))}
          onChange={setTongue}
        />
        <div className="pair">
          {field('minutesToAct', t('alarmRule.field.minutesToAct'))}
          <Choice
            label={t('alarmRule.field.severity')}
            value={typed.severity}
            of={severities.map((value) => ({ value, label: t(`alarmRule.severityMeans.${value}`) }))}
            onChange={(severity) => form.change({ severity })}
          />
        </div>
        <Matrix severity={typed.severity} minutesToAct={number(typed.minutesToAct)} />
        {field('deadBand', t('alarmRule.deadBandIn', { unit: line.unit }), t('alarmRule.help.deadBand'))}
        <div className="pair">
          {field('onDelaySeconds', t('alarmRule.onDelay'))}
          {field('offDelaySeconds', t('alarmRule.offDelay'))}
        </div>
        <div className="pair">
          <Choice
            label={t('alarmRule.field.owner')}
            value={typed.owner}
            of={[
              ...positions.map(({ key, name }) => ({ value: key, label: name })),
              ...(typed.ownerName === '' ? [] : [{ value: typed.owner, label: typed.ownerName }]),
            ]}
            onChange={(owner) => form.change({ owner })}
          />
          {field('ackMinutes', t('alarmRule.field.ackMinutes'), t('alarmRule.help.ackMinutes'))}
        </div>
        <div className="pair">
          <Choice
            label={t('alarmRule.field.parent')}
            value={typed.parent}
            of={[
              none,
              ...points.map((point) => ({ value: point.id, label: `${point.key} ${nameOf(point.names)}` })),
            ]}
            onChange={(parent) => form.change({ parent })}
          />
          {typed.parent !== '' && (
            <Choice
              label={t('alarmRule.fromLevel')}
              value={typed.parentLevel}
              of={levels.map((value) => ({ value, label: t(`flood.level.${value}`) }))}
              onChange={(parentLevel) => form.change({ parentLevel })}
            />
          )}
        </div>
        <div className="pair">
          <Choice
            label={t('alarmRule.field.suppress')}
            value={typed.suppressor}
            of={[
              none,
              ...points.map((point) => ({ value: point.id, label: `${point.key} ${nameOf(point.names)}` })),
            ]}
            onChange={(id) =>
              form.change({
                suppressor: id,
                suppressAt: stateWords[points.find((point) => point.id === id)?.kind ?? 'rain']
                  ? '0'
                  : 'warning',
              })
            }
          />
          {suppressor && (
            <Choice
              label={t('alarmRule.while')}
              value={typed.suppressAt}
              of={suppressChoices(suppressor, t)}
              onChange={(suppressAt) => form.change({ suppressAt })}
            />
          )}
        </div>
        <Choice
          label={t('alarmRule.field.incident')}
          value={typed.incident}
          of={incidents.map((value) => ({ value, label: t(`alarmRule.incident.${value}`) }))}
          onChange={(incident) => form.change({ incident })}
        />
        {typed.incident !== 'none' && (
          <div className="pair">
            <Choice
              label={t('incident.declare.type')}
              value={typed.incidentType}
              of={incidentTypes.map((value: IncidentType) => ({ value, label: t(`incident.type.${value}`) }))}
              onChange={(incidentType) => form.change({ incidentType })}
            />
            <Choice
              label={t('alarmRule.plan')}
              value={typed.planKey}
              of={[
                { value: '', label: t('alarmRule.noPlan') },
                ...plans.map((plan) => ({ value: plan.key, label: nameOf(plan.title) })),
              ]}
              onChange={(planKey) => form.change({ planKey })}
            />
          </div>
        )}
        <Field
          label={t('alarmRule.field.note')}
          value={typed.note}
          onChange={(note) => form.change({ note })}
          problem={problemOf('note')}
        />
        <Problem>{form.problem ?? change.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={form.pending || change.pending}>
            {t('common.save')}
          </Button>
          <Button
            onPress={() => {
              form.forget();
              done();
            }}
          >
            {t('common.cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function whenOf(text: string): SuppressWhen {
  const level = levels.find((one) => one === text);
  return level === undefined ? { kind: 'state', value: number(text) } : { kind: 'level', level };
}

/** What another point may be while it suppresses: a state, where its numbers are words, or a level. */
function suppressChoices(point: PointLine, t: (key: string) => string): { value: string; label: string }[] {
  return [
    ...(stateWords[point.kind] ?? []).map((word, i) => ({
      value: String(i),
      label: t(`sensor.stateWord.${word}`),
    })),
    ...levels.map((value) => ({ value: value as string, label: t(`flood.level.${value}`) })),
  ];
}
