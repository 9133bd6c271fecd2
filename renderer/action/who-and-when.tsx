import { Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { OwnerField, type Owner } from './owner-field.tsx';

/** Whose an action is, until what day of the site, and how many days before it is called to mind, as typed. */
export interface WhoWhen {
  readonly owner: Owner;
  readonly dueOn: string;
  readonly remind: string;
}

/** Whether the reminder is a number of days that can be. */
export function isWhole({ remind }: WhoWhen): boolean {
  const days = Number(remind);
  return remind.trim() !== '' && Number.isInteger(days) && days >= 0 && days <= 90;
}

/** As the commands take it. */
export function given({ owner, dueOn, remind }: WhoWhen) {
  return { owner: owner.text, ownerPersonId: owner.personId, dueOn, remindDays: Number(remind) };
}

export function WhoAndWhen({
  value,
  onChange,
}: {
  readonly value: WhoWhen;
  readonly onChange: (value: WhoWhen) => void;
}) {
  const { t } = useText();
  return (
    <div className="form-line">
      <OwnerField value={value.owner} onChange={(owner) => onChange({ ...value, owner })} />
      <Field
        label={t('action.due')}
        value={value.dueOn}
        onChange={(dueOn) => onChange({ ...value, dueOn })}
        type="date"
      />
      <Field
        label={t('action.remind')}
        value={value.remind}
        onChange={(remind) => onChange({ ...value, remind })}
        type="number"
      />
    </div>
  );
}
