import { qualificationState, type Person, type QualificationKind } from '../../electron/person/person.ts';
import { useToday } from '../ui/today.ts';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** One person with what they may do; `answer` offers to note their answer to a call-out. */
export function PersonLine(props: {
  readonly person: Person;
  readonly kinds: readonly QualificationKind[];
  readonly answeredAt: string | null;
  readonly answer: (() => void) | null;
}) {
  const { person, kinds, answeredAt, answer } = props;
  const { t, format } = useText();
  const crew = person.crew === null ? t('person.days') : t('person.crewOf', { crew: person.crew });
  return (
    <li>
      <div className="people-line">
        <b>{person.name}</b>
        <span className="dim">{[crew, person.callSign, person.phone].filter(Boolean).join(' · ')}</span>
        <span className="grow" />
        {answeredAt !== null && (
          <span className="dim">{t('team.acknowledgedAt', { time: format.time(answeredAt) })}</span>
        )}
        {answeredAt === null && answer !== null && (
          <Button onPress={answer} aria-label={t('team.acknowledgeTeam', { team: person.name })}>
            {t('team.acknowledge')}
          </Button>
        )}
      </div>
      <Qualifications person={person} kinds={kinds} />
    </li>
  );
}

/** What a person is trained for; what has run out or soon will stands out by shape and words. */
export function Qualifications({
  person,
  kinds,
  short = false,
}: {
  readonly person: Person;
  readonly kinds: readonly QualificationKind[];
  /** For a long list: only what is to be renewed by name, the rest as a number. */
  readonly short?: boolean;
}) {
  const { t, format, nameOf } = useText();
  const today = useToday();
  const named = short
    ? person.qualifications.filter((held) => qualificationState(held, today) !== 'valid')
    : person.qualifications;
  const others = person.qualifications.length - named.length;
  return (
    <div className="quals">
      {person.qualifications.length === 0 && t('person.none')}
      {named.map((held) => {
        const kind = kinds.find(({ key }) => key === held.key);
        const name = kind ? nameOf(kind.names) : held.key;
        const state = qualificationState(held, today);
        const date = held.expiresOn === null ? '' : format.date(`${held.expiresOn}T12:00:00.000Z`);
        if (state === 'expired')
          return (
            <span key={held.key} className="t2">
              ▲ {name}, {t('person.expired', { date })}
            </span>
          );
        if (state === 'soon')
          return (
            <span key={held.key} className="t3">
              ● {name}, {t('person.soon', { date })}
            </span>
          );
        return (
          <span key={held.key}>
            {name}
            {date !== '' && <span className="dim"> {t('person.validTo', { date })}</span>}
          </span>
        );
      })}
      {others > 0 && <span className="dim">{t('person.inDate', { count: others })}</span>}
    </div>
  );
}
