import { useState, type FormEvent } from 'react';
import { drillKinds } from '../../electron/drill/drill-type.ts';
import type { DrillType } from '../../electron/drill/drill.ts';
import { measures } from '../../electron/drill/measure.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { CategorySelect } from '../category/category-select.tsx';
import { InLanguages } from '../plan/in-languages.tsx';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { InjectLines, ObjectiveLines } from './type-lines.tsx';
import { draftOf, inputOf, type TypeDraft } from './type-draft.ts';

interface Props {
  /** Null: a new one. */
  readonly type: DrillType | null;
  readonly done: (id: string | null) => void;
}

/** A type of drill: what is practised, who and what it binds, the scenario, what it is measured by. */
export function TypeEditor({ type, done }: Props) {
  const { t, nameOf } = useText();
  const [draft, setDraft] = useState<TypeDraft>(() => draftOf(type));
  const set = (part: Partial<TypeDraft>): void => setDraft((before) => ({ ...before, ...part }));
  const add = useCommand('drill.addType');
  const change = useCommand('drill.changeType');
  const retire = useCommand('drill.retireType');
  const reinstate = useCommand('drill.reinstateType');
  const may = useMay('drill.changeType');
  const plans = useQueryOf('plan.page', { states: ['approved'], limit: 200 }).data?.rows ?? [];
  const changed = type === null || JSON.stringify(draftOf(type)) !== JSON.stringify(draft);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const input = inputOf(draft);
    const result =
      type === null
        ? await add.run(input)
        : await change.run({ ...input, id: type.id, version: type.version });
    if (result.ok) done(result.value.id);
  }
  const row = type && { id: type.id, version: type.version };

  return (
    <Panel
      title={type ? `${type.key} ${nameOf(type.names)}` : t('drillType.add')}
      className="dt-editor"
      aside={changed && may ? t('drillType.notSaved') : undefined}
    >
      <form
        className="dt-form"
        aria-label={type ? type.key : t('drillType.add')}
        onSubmit={(event) => void send(event)}
      >
        <fieldset disabled={!may} className="scroll">
          <div className="fields">
            <Field
              label={t('drillType.key')}
              value={draft.key}
              onChange={(key) => set({ key })}
              autoFocus={type === null}
            />
            <Choice
              label={t('drillType.kind')}
              value={draft.kind}
              onChange={(kind) => set({ kind })}
              of={drillKinds.map((value) => ({ value, label: t(`drill.kind.${value}`) }))}
            />
            <Field
              label={t('drillType.minutes')}
              type="number"
              value={String(draft.minutes)}
              onChange={(text) => set({ minutes: Number(text) })}
            />
          </div>
          <InLanguages label={t('drillType.name')} value={draft.names} onChange={(names) => set({ names })} />
          <div className="fields">
            <Choice
              label={t('drillType.plan')}
              value={draft.planKey ?? ''}
              onChange={(key) => set({ planKey: key === '' ? null : key })}
              of={[
                { value: '', label: t('drillType.noPlan') },
                ...plans.map(({ key, title }) => ({ value: key, label: `${key} ${nameOf(title)}` })),
              ]}
            />
            <Field
              label={t('drillType.observers')}
              type="number"
              value={String(draft.observers)}
              onChange={(text) => set({ observers: Number(text) })}
            />
            <Qualification
              value={draft.observerQualificationId}
              onChange={(observerQualificationId) => set({ observerQualificationId })}
            />
          </div>
          <Teams value={draft.teamIds} onChange={(teamIds) => set({ teamIds })} />
          <Uses value={draft.uses} onChange={(uses) => set({ uses })} />
          <h3>{t('drillType.scenario')}</h3>
          <InjectLines value={draft.injects} onChange={(injects) => set({ injects })} />
          <h3>{t('drillType.objectives')}</h3>
          <ObjectiveLines value={draft.objectives} onChange={(objectives) => set({ objectives })} />
          <h3>{t('drillType.targets')}</h3>
          <div className="fields">
            {measures.map((measure) => (
              <Field
                key={measure}
                label={t(`drillRun.measure.${measure}`)}
                type="number"
                value={String(draft.targets[measure] ?? '')}
                onChange={(text) => {
                  const { [measure]: _gone, ...others } = draft.targets;
                  set({ targets: text === '' ? others : { ...others, [measure]: Number(text) } });
                }}
              />
            ))}
          </div>
        </fieldset>
        <Problem>{add.problem ?? change.problem ?? retire.problem ?? reinstate.problem}</Problem>
        {may && (
          <div className="row pad">
            <Button go type="submit" isDisabled={!changed || add.pending || change.pending}>
              {t('common.save')}
            </Button>
            {type === null && <Button onPress={() => done(null)}>{t('common.cancel')}</Button>}
            {type !== null && changed && (
              <Button onPress={() => setDraft(draftOf(type))}>{t('drillType.back')}</Button>
            )}
            {row && type?.retiredAt === null && (
              <Button onPress={() => void retire.run(row)}>{t('drillType.retire')}</Button>
            )}
            {row && type?.retiredAt !== null && (
              <Button onPress={() => void reinstate.run(row)}>{t('drillType.reinstate')}</Button>
            )}
          </div>
        )}
      </form>
    </Panel>
  );
}

function Qualification(props: {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}) {
  const { t, nameOf } = useText();
  const all = useQueryOf('qualification.all', {}).data ?? [];
  return (
    <Choice
      label={t('drillType.observersHold')}
      value={props.value ?? ''}
      onChange={(id) => props.onChange(id === '' ? null : id)}
      of={[
        { value: '', label: t('drillType.anybody') },
        ...all.map(({ id, names }) => ({ value: id, label: nameOf(names) })),
      ]}
    />
  );
}

/** The response teams that are tested: their members on shift are bound while it lasts. */
function Teams(props: {
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const { t, nameOf } = useText();
  const teams = useQueryOf('team.board', {}).data?.teams ?? [];
  return (
    <fieldset className="dt-teams">
      <legend>{t('drillType.teams')}</legend>
      {teams.map((team) => (
        <label key={team.id} title={nameOf(team.names)}>
          <input
            type="checkbox"
            checked={props.value.includes(team.id)}
            onChange={(event) =>
              props.onChange(
                event.target.checked ? [...props.value, team.id] : props.value.filter((id) => id !== team.id),
              )
            }
          />
          {team.key}
        </label>
      ))}
    </fieldset>
  );
}

/** Equipment that is out of live cover while the drill lasts. */
function Uses(props: {
  readonly value: TypeDraft['uses'];
  readonly onChange: (uses: TypeDraft['uses']) => void;
}) {
  const { t } = useText();
  const { value, onChange } = props;
  return (
    <>
      <h3>{t('drillType.uses')}</h3>
      {value.map((use, i) => (
        <div key={i} className="dt-line use">
          <CategorySelect
            label={t('drillType.category')}
            value={use.categoryId}
            kind="item"
            onChange={(categoryId) => onChange(value.with(i, { ...use, categoryId }))}
          />
          <Field
            label={t('drillType.count')}
            type="number"
            value={String(use.count)}
            onChange={(text) => onChange(value.with(i, { ...use, count: Number(text) }))}
          />
          <Button className="small" onPress={() => onChange(value.toSpliced(i, 1))}>
            {t('common.remove')}
          </Button>
        </div>
      ))}
      <div>
        <Button className="small" onPress={() => onChange([...value, { categoryId: '', count: 1 }])}>
          {t('drillType.addUse')}
        </Button>
      </div>
    </>
  );
}
