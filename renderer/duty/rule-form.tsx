import { useState, type FormEvent } from 'react';
import { dutyKinds, type DutyKind, type DutyRule } from '../../electron/duty/duty.ts';
import { periodUnits, policies, type Period, type Policy } from '../../electron/duty/recurrence.ts';
import type { Names } from '../../electron/schema-parts.ts';
import { useCommand } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import type { Language } from '../locales/index.ts';
import { nameIn } from '../locales/names.ts';

type Unit = Period['unit'] | 'none';
const units: readonly Unit[] = ['none', ...periodUnits];

/** The words of one language in names that may hold others: new words stand in all until somebody translates them. */
function named(text: string, before: Names | null | undefined, language: Language): Names {
  if (before && nameIn(before, language) === text) return before;
  const all = { en: text, srLatn: text, zhHans: text };
  if (!before || language === 'sr-Cyrl') return all;
  const key = language === 'en' ? 'en' : language === 'zh-Hans' ? 'zhHans' : 'srLatn';
  const same = before.en === before.srLatn && before.en === before.zhHans;
  return same ? all : { ...before, [key]: text };
}

/** One rule: its kind, when it falls due, its checklist, its standard. */
export function RuleForm(props: {
  readonly categoryId: string;
  readonly seen: DutyRule | null;
  readonly done: () => void;
}) {
  const { t, language, nameOf } = useText();
  const { seen } = props;
  const add = useCommand('dutyRule.add');
  const change = useCommand('dutyRule.change');
  const retire = useCommand('dutyRule.retire');
  const [kind, setKind] = useState<DutyKind>(seen?.kind ?? 'visualCheck');
  const [name, setName] = useState(seen?.names ? nameOf(seen.names) : '');
  const [unit, setUnit] = useState<Unit>(seen ? (seen.every?.unit ?? 'none') : 'month');
  const [count, setCount] = useState(String(seen?.every?.count ?? 1));
  const [uses, setUses] = useState(seen?.uses === null || !seen ? '' : String(seen.uses));
  const [beforeUse, setBeforeUse] = useState(seen?.beforeUse ?? false);
  const [policy, setPolicy] = useState<Policy>(seen?.policy ?? 'fromDue');
  const [standard, setStandard] = useState(seen?.standard ?? '');
  const [edition, setEdition] = useState(seen?.edition ?? '');
  const [critical, setCritical] = useState(seen?.critical ?? false);
  const [lines, setLines] = useState((seen?.checklist ?? []).map(nameOf).join('\n'));

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const texts = lines
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    const rule = {
      kind,
      names: name.trim() === '' ? null : named(name.trim(), seen?.names, language),
      every: unit === 'none' ? null : { count: Number(count), unit },
      policy,
      uses: uses.trim() === '' ? null : Number(uses),
      beforeUse,
      standard,
      edition,
      critical,
      checklist: texts.map((text, index) => {
        const known = seen?.checklist.find((line) => nameOf(line) === text);
        const sameLength = seen?.checklist.length === texts.length;
        return named(text, known ?? (sameLength ? seen?.checklist[index] : null), language);
      }),
    };
    const sent = seen
      ? await change.run({ id: seen.id, version: seen.version, ...rule })
      : await add.run({ categoryId: props.categoryId, ...rule });
    if (sent.ok) props.done();
  }
  async function end(): Promise<void> {
    if (!seen) return;
    const sent = await retire.run({ id: seen.id, version: seen.version });
    if (sent.ok) props.done();
  }

  return (
    <Panel title={t(seen ? 'dutyRule.change' : 'dutyRule.add')}>
      <form className="scroll pad check-form" onSubmit={(event) => void send(event)}>
        <Choice
          label={t('dutyRule.kind')}
          value={kind}
          of={dutyKinds.map((value) => ({ value, label: t(`duty.kind.${value}`) }))}
          onChange={setKind}
        />
        <Field label={t('dutyRule.name')} value={name} onChange={setName} />
        <div className="rule-period">
          <Field label={t('dutyRule.count')} value={count} onChange={setCount} isDisabled={unit === 'none'} />
          <Choice
            label={t('dutyRule.unit')}
            value={unit}
            of={units.map((value) => ({ value, label: t(`dutyRule.units.${value}`) }))}
            onChange={setUnit}
          />
        </div>
        <Choice
          label={t('dutyRule.policy')}
          value={policy}
          of={policies.map((value) => ({ value, label: t(`dutyRule.policies.${value}`) }))}
          onChange={setPolicy}
        />
        <Field label={t('dutyRule.uses')} value={uses} onChange={setUses} />
        <Check label={t('dutyRule.beforeUse')} on={beforeUse} onChange={setBeforeUse} />
        <Check label={t('dutyRule.critical')} on={critical} onChange={setCritical} />
        <Field label={t('dutyRule.checklist')} value={lines} onChange={setLines} lines={5} />
        <div className="rule-period">
          <Field label={t('dutyRule.standard')} value={standard} onChange={setStandard} />
          <Field label={t('dutyRule.edition')} value={edition} onChange={setEdition} />
        </div>
        <div className="form-end">
          <Problem>{add.problem ?? change.problem ?? retire.problem}</Problem>
          <p className="dim">{t('dutyRule.settling')}</p>
          <div className="row">
            <Button go type="submit" isDisabled={add.pending || change.pending}>
              {t('common.save')}
            </Button>
            <Button onPress={props.done}>{t('common.cancel')}</Button>
            {seen && (
              <Button isDisabled={retire.pending} onPress={() => void end()}>
                {t('dutyRule.retire')}
              </Button>
            )}
          </div>
        </div>
      </form>
    </Panel>
  );
}

function Check(props: {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <label className="rule-check">
      <input type="checkbox" checked={props.on} onChange={(event) => props.onChange(event.target.checked)} />
      {props.label}
    </label>
  );
}
