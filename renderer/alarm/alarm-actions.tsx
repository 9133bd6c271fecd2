import { useState, type FormEvent } from 'react';
import type { OpenAlarm } from '../../electron/alarm/alarm-list.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { declareWith } from '../incident/declare-open.ts';
import { go } from '../router.tsx';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useWords } from './alarm-words.ts';
import { useOwner } from './owner.ts';
import { ShelveForm } from './shelve-form.tsx';
import { closeAlarms } from './use-alarms.ts';

interface Props {
  readonly alarm: OpenAlarm;
  readonly unseen: number;
  readonly acknowledge: () => void;
  readonly accept: () => void;
  readonly acknowledgeBelow: () => void;
  readonly acknowledgeAll: () => void;
}

const screens: Readonly<Record<string, string>> = { gauge: 'flood', floodDevice: 'flood', team: 'teams' };

/** What can be done about the alarm that is chosen. */
export function AlarmActions({
  alarm,
  unseen,
  acknowledge,
  accept,
  acknowledgeBelow,
  acknowledgeAll,
}: Props) {
  // prettier-ignore
  const { t, nameOf } = useText();
  const words = useWords();
  const clear = useCommand('alarm.clear');
  const [clearing, setClearing] = useState(false);
  const [shelving, setShelving] = useState(false);
  const [reason, setReason] = useState('');
  const places = useQueryOf(
    'place.all',
    { kinds: ['gauge'] },
    { nouns: ['place'], enabled: alarm.proposes !== null },
  );

  function declare(): void {
    const proposed = alarm.proposes;
    if (!proposed) return;
    const place = places.data?.find(({ id }) => id === proposed.placeId);
    declareWith({
      type: proposed.type,
      note: words(proposed.cause, alarm.raisedAt),
      ...(proposed.placeId === null ? {} : { placeId: proposed.placeId }),
      ...(place ? { placeName: nameOf(place.names) } : {}),
    });
    closeAlarms();
  }

  function show(): void {
    if (alarm.incidentId !== null && alarm.source !== 'team') go('incidents', alarm.incidentId);
    else go(screens[alarm.source] ?? 'now', screens[alarm.source] === undefined ? undefined : alarm.sourceId);
    closeAlarms();
  }

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const result = await clear.run({ id: alarm.id, reason });
    if (result.ok) setClearing(false);
  }

  if (shelving) return <ShelveForm alarm={alarm} done={() => setShelving(false)} />;
  if (clearing)
    return (
      <form className="alarm-actions" onSubmit={(event) => void send(event)}>
        <Field label={t('alarm.clearReason')} value={reason} onChange={setReason} autoFocus />
        <Problem>{clear.problem}</Problem>
        <div className="row">
          <Button type="submit">{t('alarm.clear')}</Button>
          <Button onPress={() => setClearing(false)}>{t('common.cancel')}</Button>
        </div>
      </form>
    );
  return (
    <>
      {alarm.rule && <Explained rule={alarm.rule} />}
      <div className="alarm-actions row">
        <Button go isDisabled={alarm.state === 'acknowledged'} onPress={acknowledge}>
          {t('alarm.acknowledge')} <kbd className="kbd">Enter</kbd>
        </Button>
        {alarm.below > 0 && (
          <Button onPress={acknowledgeBelow}>
            {t('alarm.acknowledgeBelow', { count: alarm.below + 1 })}
          </Button>
        )}
        {alarm.proposes &&
          (alarm.proposes.planKey === null ? (
            <Button onPress={declare}>{t('alarm.declare')}</Button>
          ) : (
            <Button onPress={accept}>
              {t('alarm.accept')} <kbd className="kbd">D</kbd>
            </Button>
          ))}
        {(alarm.incidentId !== null || screens[alarm.source] !== undefined) && (
          <Button onPress={show}>{t('alarm.show')}</Button>
        )}
        {alarm.byHand && <Button onPress={() => setClearing(true)}>{t('alarm.clear')}</Button>}
        <Button onPress={() => setShelving(true)}>{t('alarm.shelve')}</Button>
        {unseen > 1 && <Button onPress={acknowledgeAll}>{t('alarm.acknowledgeAll')}</Button>}
      </div>
    </>
  );
}

/** Why this is an alarm, what happens if nobody acts, and how long there is: the rule in the words of the site. */
function Explained({ rule }: { readonly rule: NonNullable<OpenAlarm['rule']> }) {
  const { t, nameOf, format } = useText();
  const owner = useOwner();
  return (
    <dl className="facts alarm-rule">
      <dt>{t('alarmRule.field.cause')}</dt>
      <dd>{nameOf(rule.cause)}</dd>
      <dt>{t('alarmRule.field.consequence')}</dt>
      <dd>{nameOf(rule.consequence)}</dd>
      <dt>{t('alarmRule.field.minutesToAct')}</dt>
      <dd>
        {format.span(rule.minutesToAct)} · {owner(rule.owner)}{' '}
        <Button
          className="small"
          onPress={() => {
            go('alarmRules', rule.pointId);
            closeAlarms();
          }}
        >
          {t('alarmRule.show')}
        </Button>
      </dd>
    </dl>
  );
}
