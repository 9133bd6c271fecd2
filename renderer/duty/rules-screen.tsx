import { useState } from 'react';
import type { DutyRule } from '../../electron/duty/duty.ts';
import { standardRules } from '../../electron/duty/standards.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useCategories } from '../category/use-categories.ts';
import { useMay } from '../team/use-may.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { useDutyWords } from './duty-words.ts';
import { RuleForm } from './rule-form.tsx';
import './duty.css';

/** What recurs for each category: taken from the standards, changed as the site does it. */
export default function RulesScreen() {
  const { t } = useText();
  const { all, nameOf } = useCategories('item');
  const current = all.filter(({ retiredAt }) => retiredAt === null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [rule, setRule] = useState<DutyRule | 'new' | null>(null);
  const may = useMay('dutyRule.add');
  const category = current.find(({ id }) => id === chosen) ?? current[0];
  const keys = useRowKeys(
    current.map(({ id }) => id),
    category?.id ?? null,
    (id) => {
      if (id !== category?.id) setRule(null);
      setChosen(id);
    },
  );
  useIntent('dutyRule.add', () => setRule('new'));
  return (
    <div className="rules-screen">
      <Panel title={t('dutyRule.categories')}>
        <div className="scroll">
          <table className="list" role="grid" aria-label={t('dutyRule.categories')}>
            <tbody>
              {current.map(({ id }) => (
                <tr key={id} {...keys.rowProps(id)}>
                  <td>{nameOf(id)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {category ? (
        <RuleList
          key={category.id}
          categoryId={category.id}
          categoryKey={category.key}
          name={nameOf(category.id)}
          chosen={rule === null || rule === 'new' ? null : rule.id}
          onChoose={setRule}
        />
      ) : (
        <Panel title={t('dutyRule.title')}>
          <Empty>{t('dutyRule.choose')}</Empty>
        </Panel>
      )}
      {category && rule !== null && may ? (
        <RuleForm
          key={rule === 'new' ? 'new' : `${rule.id} ${rule.version}`}
          categoryId={category.id}
          seen={rule === 'new' ? null : rule}
          done={() => setRule(null)}
        />
      ) : (
        <Panel title={t('common.details')}>
          <Empty>{t('dutyRule.chooseRule')}</Empty>
        </Panel>
      )}
    </div>
  );
}

function RuleList(props: {
  readonly categoryId: string;
  readonly categoryKey: string;
  readonly name: string;
  readonly chosen: string | null;
  readonly onChoose: (rule: DutyRule | 'new') => void;
}) {
  const { t } = useText();
  const { ruleName, recurs } = useDutyWords();
  const { categoryId, chosen, onChoose } = props;
  const rules = useQueryOf('dutyRule.list', { categoryId }).data;
  const may = useMay('dutyRule.add');
  const take = useCommand('dutyRule.takeDefaults');
  const known = standardRules(props.categoryKey).length > 0;
  const byId = (id: string): void => {
    const rule = rules?.find((one) => one.id === id);
    if (rule) onChoose(rule);
  };
  const keys = useRowKeys(
    (rules ?? []).map(({ id }) => id),
    chosen,
    byId,
  );
  return (
    <Panel title={t('dutyRule.of', { category: props.name })}>
      {may && (
        <div className="pad row">
          <Button onPress={() => onChoose('new')}>{t('dutyRule.add')}</Button>
          {known && (
            <Button isDisabled={take.pending} onPress={() => void take.run({ categoryId })}>
              {t('dutyRule.takeDefaults')}
            </Button>
          )}
          <Problem>{take.problem}</Problem>
        </div>
      )}
      {rules?.length === 0 ? (
        <Empty>{t('dutyRule.noneYet')}</Empty>
      ) : (
        <div className="scroll">
          <table className="list" role="grid" aria-label={t('dutyRule.of', { category: props.name })}>
            <tbody>
              {rules?.map((rule) => (
                <tr key={rule.id} {...keys.rowProps(rule.id)}>
                  <td>
                    <b>{ruleName(rule)}</b>
                    {rule.critical && <span className="dim"> · {t('duty.critical')}</span>}
                    <div className="muted">{recurs(rule)}</div>
                  </td>
                  <td className="muted">{t(`dutyRule.policies.${rule.policy}`)}</td>
                  <td className="dim nowrap">{[rule.standard, rule.edition].filter(Boolean).join(':')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
