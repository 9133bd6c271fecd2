import { useState } from 'react';
import type { LeaveKind, LeaveLine } from '../../electron/roster/leave.ts';
import { useCommand } from '../api.ts';
import { PersonInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

const kinds = ['leave', 'sick', 'training'] as const satisfies readonly LeaveKind[];

interface Props {
  /** What is changed; null: entered anew. */
  readonly was: LeaveLine | null;
  readonly holiday: boolean;
  /** The first day of the month that is looked at. */
  readonly from: string;
  readonly done: () => void;
}

/** Somebody is away for some days, or the whole site has a holiday. */
export function LeaveForm({ was, holiday, from, done }: Props) {
  const { t } = useText();
  const add = useCommand('leave.add');
  const change = useCommand('leave.change');
  const [person, setPerson] = useState<{ text: string; id: string | null }>({
    text: was?.personName ?? '',
    id: was?.personId ?? null,
  });
  const [kind, setKind] = useState<(typeof kinds)[number]>(kinds.find((one) => one === was?.kind) ?? 'leave');
  const [fromOn, setFrom] = useState(was?.fromOn ?? from);
  const [toOn, setTo] = useState(was?.toOn ?? from);
  const [note, setNote] = useState(was?.note ?? '');
  async function send(): Promise<void> {
    const days = { kind: holiday ? ('holiday' as const) : kind, fromOn, toOn, note };
    const result = was
      ? await change.run({ id: was.id, version: was.version, ...days })
      : await add.run({ personId: holiday ? null : person.id, ...days });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={was ? (was.personName ?? was.note) : t(holiday ? 'roster.addHoliday' : 'roster.addLeave')}
      problem={add.problem ?? change.problem}
      pending={add.pending || change.pending}
      send={send}
      done={done}
    >
      {!holiday && (
        <>
          {was === null && (
            <PersonInput
              label={t('roster.who')}
              text={person.text}
              onText={(text) => setPerson({ text, id: null })}
              onChoose={(choice) => choice && setPerson({ text: choice.label, id: choice.id })}
              autoFocus
            />
          )}
          <Choice
            label={t('roster.kindOf')}
            value={kind}
            onChange={setKind}
            of={kinds.map((value) => ({ value, label: t(`roster.kind.${value}`) }))}
          />
        </>
      )}
      <Field
        label={t('roster.fromOn')}
        type="date"
        value={fromOn}
        autoFocus={holiday}
        onChange={(day) => {
          setFrom(day);
          if (toOn < day) setTo(day);
        }}
      />
      <Field label={t('roster.toOn')} type="date" value={toOn} onChange={setTo} />
      <Field label={t('roster.note')} value={note} onChange={setNote} />
    </ShortForm>
  );
}
