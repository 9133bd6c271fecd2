import { useState } from 'react';
import { everyLanguage, type AlarmRule, type RuleDetail, type RuleLine } from '../../electron/alarm/rule.ts';
import { standingOf } from '../../electron/two-person/two-person.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { LevelMark } from '../flood/level.tsx';
import { useValue } from '../sensor/marks.tsx';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Field, Mark, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useLimitText } from './limit-text.ts';
import { useOwner } from './owner.ts';
import { Matrix } from './matrix.tsx';

const nouns = ['alarmRule', 'confirmation', 'point', 'gauge', 'place', 'plan'] as const;

/** One limit: the rule in force beside the one that is being written, and what can be done about them. */
export function RuleDetailPanel({ line, write }: { readonly line: RuleLine; readonly write: () => void }) {
  const { t, nameOf } = useText();
  const value = useValue();
  const limit = useLimitText();
  const { pointId, level, side } = line;
  const rule = useQueryOf('alarmRule.one', { pointId, level, side }, { nouns }).data;
  const shown = line.open ?? line.live;
  return (
    <Panel title={t('alarmRule.of', { point: line.pointKey })} aside={<LevelMark level={level} />}>
      <div className="scroll rule-detail" tabIndex={0} role="region" aria-label={t('common.details')}>
        <div className="big">{nameOf(line.pointNames)}</div>
        <p>{line.value === null ? t('alarmRule.gone') : limit(line, line.value)}</p>
        {line.changed && line.live && (
          <p className="t2">
            ▲{' '}
            {t('alarmRule.changedFrom', {
              value: value({ kind: line.pointKind, unit: line.unit }, line.live.limitValue),
            })}
          </p>
        )}
        {shown === null && <p className="muted">{t('alarmRule.shippedMeans')}</p>}
        {rule && shown !== null && <Compared rule={rule} />}
        {rule && <Decision key={`${rule.open?.version} ${rule.live?.version}`} rule={rule} write={write} />}
        {shown !== null && <Matrix severity={shown.severity} minutesToAct={shown.minutesToAct} />}
        {rule && rule.editions.length > 1 && <Editions editions={rule.editions} />}
      </div>
    </Panel>
  );
}

/** The edition in force and the one to come side by side; what differs is marked. */
function Compared({ rule }: { readonly rule: RuleDetail }) {
  const { t, format, nameOf } = useText();
  const value = useValue();
  const owner = useOwner();
  const { live, open } = rule;
  const unit = (amount: number): string => value({ kind: rule.pointKind, unit: rule.unit }, amount);
  const seconds = (n: number): string => t('alarmRule.seconds', { count: n });
  const words: Readonly<Record<string, (one: AlarmRule) => string>> = {
    cause: (one) => nameOf(everyLanguage(one.cause)),
    consequence: (one) => nameOf(everyLanguage(one.consequence)),
    action: (one) => nameOf(everyLanguage(one.action)),
    minutesToAct: (one) => format.span(one.minutesToAct),
    severity: (one) => t(`alarmRule.severityMeans.${one.severity}`),
    priority: (one) => t(`common.priority.${one.priority}`),
    deadBand: (one) => (one.deadBand === 0 ? t('alarmRule.noDeadBand') : unit(one.deadBand)),
    delays: (one) => `${seconds(one.onDelaySeconds)} / ${seconds(one.offDelaySeconds)}`,
    owner: (one) => owner(one.owner),
    parent: (one) =>
      one.parentPointId === null
        ? '–'
        : `${rule.parent?.pointKey ?? ''} · ${t(`flood.level.${one.parentLevel ?? 'watch'}`)}`,
    suppress: (one) => {
      if (one.suppressPointId === null || one.suppressWhen === null) return '–';
      const when = one.suppressWhen;
      const so = when.kind === 'level' ? t(`flood.level.${when.level}`) : format.number(when.value);
      return `${rule.suppressor?.pointKey ?? ''}: ${so}`;
    },
    incident: (one) =>
      one.incidentType === null
        ? t('alarmRule.incident.none')
        : [
            t(`alarmRule.incident.${one.incident}`),
            t(`incident.type.${one.incidentType}`),
            one.planKey === null ? '' : rule.planTitle ? nameOf(rule.planTitle) : one.planKey,
          ]
            .filter(Boolean)
            .join(' · '),
    ackMinutes: (one) => (one.ackMinutes === null ? t('alarmRule.byPriority') : format.span(one.ackMinutes)),
    note: (one) => one.note || '–',
  };
  const both = live !== null && open !== null;
  const columns = [live, open].filter((one) => one !== null);
  return (
    <table className="list rule-facts">
      <thead>
        <tr>
          <th>
            <span className="sr-only">{t('journal.field')}</span>
          </th>
          {columns.map((one) => (
            <th key={one.id} scope="col">
              {t(`alarmRule.state.${one.state}`)} · {t('alarmRule.edition', { edition: one.edition })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.entries(words).map(([name, say]) => {
          const differs = both && say(live) !== say(open);
          return (
            <tr key={name} className={differs ? 'differs' : ''}>
              <th scope="row">
                {differs && <span aria-hidden>≠ </span>}
                {t(`alarmRule.field.${name}`)}
              </th>
              {columns.map((one) => (
                <td key={one.id}>
                  {name === 'priority' && <Mark priority={one.priority}> </Mark>}
                  {say(one)}
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Write, ask, approve or refuse: what this seat may do about the rule as it stands. */
function Decision({ rule, write }: { readonly rule: RuleDetail; readonly write: () => void }) {
  const { t, format } = useText();
  const now = new Date(useNow(30_000)).toISOString();
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const may = useMay('alarmRule.draft');
  const ask = useCommand('alarmRule.ask');
  const discard = useCommand('alarmRule.discard');
  const approve = useCommand('alarmRule.approve');
  const refuse = useCommand('alarmRule.refuse');
  const withdraw = useCommand('alarmRule.withdraw');
  const askRetire = useCommand('alarmRule.askRetire');
  const [reason, setReason] = useState('');
  const { open, live, confirmation } = rule;
  const asked = live?.state === 'retiring' ? live : open?.state === 'asked' ? open : null;
  const problem =
    ask.problem ??
    discard.problem ??
    approve.problem ??
    refuse.problem ??
    withdraw.problem ??
    askRetire.problem;
  if (!may) return null;
  if (asked && confirmation) {
    const { id, version } = asked;
    const seen = {
      id,
      version,
      contentHash: confirmation.contentHash,
      confirmationVersion: confirmation.version,
    };
    const own = seat?.kind === 'signedIn' && seat.operator.id === confirmation.askedBy;
    const expired = standingOf(confirmation, now) === 'expired';
    return (
      <div className="decision">
        <p className={expired ? 't2' : 'muted'}>
          {expired && '▲ '}
          {t(
            expired
              ? 'alarmRule.expired'
              : live?.state === 'retiring'
                ? 'alarmRule.askedRetire'
                : 'alarmRule.askedBy',
            {
              name: confirmation.askedByName,
              time: format.moment(confirmation.askedAt, now),
              until: format.moment(confirmation.expiresAt, now),
            },
          )}
        </p>
        {!rule.unchanged && <p className="t2">▲ {t('refusal.confirmChanged')}</p>}
        {!own && <Field label={t('alarmRule.refuseReason')} value={reason} onChange={setReason} />}
        <Problem>{problem}</Problem>
        <div className="row">
          {own ? (
            <Button onPress={() => void withdraw.run({ id, version, reason: '' })}>
              {t('alarmRule.withdraw')}
            </Button>
          ) : (
            <>
              <Button go onPress={() => void approve.run(seen)} isDisabled={approve.pending || expired}>
                {t(live?.state === 'retiring' ? 'alarmRule.approveRetire' : 'alarmRule.approve')}
              </Button>
              <Button
                onPress={() => void refuse.run({ ...seen, reason })}
                isDisabled={refuse.pending || expired}
              >
                {t('alarmRule.refuse')}
              </Button>
            </>
          )}
          {open?.state === 'asked' && <Button onPress={write}>{t('alarmRule.change')}</Button>}
        </div>
      </div>
    );
  }
  return (
    <div className="decision">
      <Problem>{problem}</Problem>
      <div className="row">
        {open ? (
          <>
            <Button
              go
              onPress={() => void ask.run({ id: open.id, version: open.version })}
              isDisabled={ask.pending}
            >
              {t('alarmRule.ask')}
            </Button>
            <Button onPress={write}>{t('alarmRule.change')}</Button>
            <Button onPress={() => void discard.run({ id: open.id, version: open.version })}>
              {t('alarmRule.discard')}
            </Button>
          </>
        ) : (
          rule.value !== null && (
            <Button go={live === null} onPress={write}>
              {t(live ? 'alarmRule.newEdition' : 'alarmRule.write')}
            </Button>
          )
        )}
        {live && open === null && (
          <Button
            onPress={() => void askRetire.run({ id: live.id, version: live.version, reason: '' })}
            isDisabled={askRetire.pending}
          >
            {t('alarmRule.retire')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Editions({ editions }: { readonly editions: readonly AlarmRule[] }) {
  const { t, format } = useText();
  const now = new Date(useNow(60_000)).toISOString();
  return (
    <>
      <h3>{t('alarmRule.editions')}</h3>
      <ul className="plain rule-editions">
        {editions.map((one) => (
          <li key={one.id}>
            {t('alarmRule.edition', { edition: one.edition })} · {t(`alarmRule.state.${one.state}`)} ·{' '}
            {one.writtenByName}
            {one.approvedByName !== null && one.liveAt !== null && (
              <span className="muted">
                {' '}
                · ✓ {one.approvedByName}, {format.moment(one.liveAt, now)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
