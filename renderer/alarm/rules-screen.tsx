import { useState } from 'react';
import { ruleFilters, type LimitKey, type RuleFilter, type RuleLine } from '../../electron/alarm/rule.ts';
import { useQueryOf } from '../api.ts';
import { LevelMark } from '../flood/level.tsx';
import { Choice } from '../ui/choice.tsx';
import { useIntent } from '../ui/intent.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Button, Empty, Field, Mark, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { EscalationPanel } from './escalation-panel.tsx';
import { useLimitText } from './limit-text.ts';
import { RuleDetailPanel } from './rule-detail.tsx';
import { RuleForm } from './rule-form.tsx';
import './rule.css';

const nouns = ['alarmRule', 'confirmation', 'point', 'gauge', 'place'] as const;
const pageSize = 100;
const nameOfLimit = ({ pointId, level, side }: LimitKey): string => `${pointId} ${level} ${side}`;

/** Every limit of the site with its rule, or with none: what an alarm is for, who approved it, what waits for a second person. */
export default function AlarmRulesScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<RuleFilter>('all');
  const [limit, setLimit] = useState(pageSize);
  const [chosen, setChosen] = useState<string | null>(null);
  const [side, setSide] = useState<'detail' | 'form' | 'escalation'>('detail');
  useIntent('alarm.setEscalation', () => setSide('escalation'));
  useIntent('alarmRule.draft', () => setFilter('shipped'));
  const page = useQueryOf('alarmRule.page', { text, filter, limit }, { nouns }).data;
  const rows = page?.rows ?? [];
  const line =
    rows.find((row) => nameOfLimit(row) === chosen) ?? rows.find((row) => row.pointId === id) ?? rows[0];
  const name = line ? nameOfLimit(line) : null;
  const keys = useRowKeys(rows.map(nameOfLimit), name, (next) => {
    setChosen(next);
    setSide('detail');
  });
  return (
    <div className="two-columns alarm-rules">
      <Panel
        title={t('alarmRule.title')}
        aside={page && t('alarmRule.shippedOf', { count: page.shipped, all: page.all })}
      >
        <div className="pad row rule-bar">
          <Field label={t('common.search')} value={text} onChange={setText} />
          <Choice
            label={t('alarmRule.filter.label')}
            value={filter}
            of={ruleFilters.map((value) => ({ value, label: t(`alarmRule.filter.${value}`) }))}
            onChange={setFilter}
          />
          <Button
            aria-pressed={side === 'escalation'}
            onPress={() => setSide(side === 'escalation' ? 'detail' : 'escalation')}
          >
            {t('alarmRule.escalation.open')}
          </Button>
        </div>
        {page && rows.length === 0 ? (
          <Empty>{t('alarmRule.none')}</Empty>
        ) : (
          <div className="scroll">
            <table className="list rules" role="grid" aria-label={t('alarmRule.title')}>
              <thead>
                <tr>
                  <th>
                    <span className="sr-only">{t('alarmRule.priority')}</span>
                  </th>
                  <th>{t('alarmRule.limit')}</th>
                  <th>{t('alarmRule.state.label')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={nameOfLimit(row)} {...keys.rowProps(nameOfLimit(row))}>
                    <Cells line={row} />
                  </tr>
                ))}
              </tbody>
            </table>
            {page && rows.length < page.total && limit < 200 && (
              <div className="pad">
                <Button onPress={() => setLimit(200)}>{t('common.more')}</Button>
              </div>
            )}
          </div>
        )}
      </Panel>
      {side === 'escalation' ? (
        <EscalationPanel done={() => setSide('detail')} />
      ) : line && side === 'form' ? (
        <RuleForm
          key={name}
          line={line}
          done={() => {
            setSide('detail');
            keys.focus(nameOfLimit(line));
          }}
        />
      ) : line ? (
        <RuleDetailPanel key={name} line={line} write={() => setSide('form')} />
      ) : (
        <Panel title={t('common.details')}>
          <Empty>{t('alarmRule.none')}</Empty>
        </Panel>
      )}
    </div>
  );
}

/** How a limit stands among the rules, as a shape and words. */
function standing(line: RuleLine): readonly [shape: string, tone: string, key: string] {
  if (line.live?.state === 'retiring') return ['●', 't3', 'retiring'];
  if (line.open?.state === 'asked') return ['●', 't3', 'asked'];
  if (line.changed) return ['▲', 't2', 'changed'];
  if (line.open?.state === 'draft') return ['✎', 'muted', 'draft'];
  return line.live ? ['✓', 'muted', 'live'] : ['–', 'dim', 'shipped'];
}

function Cells({ line }: { readonly line: RuleLine }) {
  const { t, nameOf } = useText();
  const limit = useLimitText();
  const [shape, tone, key] = standing(line);
  return (
    <>
      <td className="alarm-mark">
        <Mark priority={line.priority}>
          <span className="sr-only">{t(`common.priority.${line.priority}`)}</span>
        </Mark>
      </td>
      <td>
        <KeyedName code={line.pointKey} name={nameOf(line.pointNames)} />
        <div className="row rule-limit">
          <LevelMark level={line.level} />
          <span className="muted nowrap">
            {line.value === null ? t('alarmRule.gone') : limit(line, line.value)}
          </span>
        </div>
      </td>
      <td className={tone}>
        <span aria-hidden>{shape} </span>
        {t(`alarmRule.state.${key}`)}
        {line.live && <div className="dim">{t('alarmRule.edition', { edition: line.live.edition })}</div>}
      </td>
    </>
  );
}
