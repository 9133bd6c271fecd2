import { X } from 'lucide-react';
import { useState } from 'react';
import {
  crews,
  validUntil,
  type Person,
  type Qualification,
  type QualificationKind,
} from '../../electron/person/person.ts';
import type { BoardTeam } from '../../electron/team/team.ts';
import { ask } from '../api.ts';
import { useToday } from '../ui/today.ts';
import { Choice } from '../ui/choice.tsx';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

interface Typed {
  readonly name: string;
  readonly crew: string;
  readonly callSign: string;
  readonly phone: string;
  readonly teamId: string;
  readonly qualifications: readonly Qualification[];
  /** The version that these words were typed over. */
  readonly version: number;
}

const nobody: Typed = {
  name: '',
  crew: '',
  callSign: '',
  phone: '',
  teamId: '',
  qualifications: [],
  version: 0,
};

function typedOf(person: Person): Typed {
  const { name, crew, callSign, phone, teamId, qualifications, version } = person;
  return { name, crew: crew ?? '', callSign, phone, teamId: teamId ?? '', qualifications, version };
}

/** Somebody new, or what has changed about somebody. `done` hears the id of whoever was saved, null when nobody was. */
export function PersonForm(props: {
  readonly person: Person | null;
  readonly kinds: readonly QualificationKind[];
  readonly teams: readonly BoardTeam[];
  readonly done: (id: string | null) => void;
}) {
  const { person, kinds, teams, done } = props;
  const { t, nameOf } = useText();
  const form = useForm<'person.add' | 'person.change', Typed>(
    person ? 'person.change' : 'person.add',
    person ? typedOf(person) : nobody,
    {
      draft: `person.${person?.id ?? 'new'}`,
      codes: { unknownTeam: 'teamId', unknownQualification: 'qualifications' },
    },
  );
  const { typed, change } = form;
  const [theirs, setTheirs] = useState<Person | null>(null);

  async function save(version: number): Promise<void> {
    const { name, crew, callSign, phone, teamId, qualifications } = typed;
    const details = {
      name,
      crew: crews.find((one) => one === crew) ?? null,
      callSign,
      phone,
      teamId: teamId === '' ? null : teamId,
      qualifications: [...qualifications],
    };
    const result = await form.send(person ? { id: person.id, version, ...details } : details);
    if (result.ok) return done(result.value.id);
    if (person && result.refusal.refused === 'conflict') {
      const now = await ask('person.byId', { id: person.id });
      setTheirs(now.ok ? now.value : null);
    }
  }
  function leave(): void {
    form.forget();
    done(null);
  }
  const teamName = (id: string | null): string =>
    teams.find((team) => team.id === id)?.key ?? t('person.noTeam');
  const list = (all: readonly Qualification[]): string =>
    all.map(({ key, expiresOn }) => `${key}${expiresOn === null ? '' : ` ${expiresOn}`}`).join(', ');

  return (
    <Panel title={person ? person.name : t('person.add')}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={person ? t('person.change') : t('person.add')}
        onSubmit={(event) => {
          event.preventDefault();
          void save(typed.version);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) leave();
        }}
      >
        <Field
          label={t('person.name')}
          value={typed.name}
          onChange={(name) => change({ name })}
          problem={form.problemOf('name')}
          autoFocus
        />
        <div className="pair">
          <Choice
            label={t('person.crew')}
            value={typed.crew}
            of={[
              { value: '', label: t('person.days') },
              ...crews.map((crew) => ({ value: crew as string, label: t('person.crewOf', { crew }) })),
            ]}
            onChange={(crew) => change({ crew })}
          />
          <Choice
            label={t('team.team')}
            value={typed.teamId}
            of={[
              { value: '', label: t('person.noTeam') },
              ...teams.map((team) => ({ value: team.id, label: `${team.key} ${nameOf(team.names)}` })),
            ]}
            onChange={(teamId) => change({ teamId })}
          />
          <Field
            label={t('person.callSign')}
            value={typed.callSign}
            onChange={(callSign) => change({ callSign })}
            problem={form.problemOf('callSign')}
          />
          <Field
            label={t('person.phone')}
            type="tel"
            value={typed.phone}
            onChange={(phone) => change({ phone })}
            problem={form.problemOf('phone')}
          />
        </div>
        <HeldQualifications
          held={typed.qualifications}
          kinds={kinds}
          onChange={(qualifications) => change({ qualifications })}
        />
        <Problem>{form.problemOf('qualifications') ?? form.problemOf('teamId')}</Problem>
        {person && theirs ? (
          <Conflict
            rows={[
              { label: t('person.name'), mine: typed.name, theirs: theirs.name },
              { label: t('person.crew'), mine: typed.crew, theirs: theirs.crew ?? '' },
              {
                label: t('team.team'),
                mine: teamName(typed.teamId || null),
                theirs: teamName(theirs.teamId),
              },
              { label: t('person.callSign'), mine: typed.callSign, theirs: theirs.callSign },
              { label: t('person.phone'), mine: typed.phone, theirs: theirs.phone },
              {
                label: t('person.qualifications'),
                mine: list(typed.qualifications),
                theirs: list(theirs.qualifications),
              },
            ]}
            onMine={() => void save(theirs.version)}
            onTheirs={leave}
          />
        ) : (
          <>
            <Problem>{form.problem}</Problem>
            <div className="row">
              <Button go type="submit" isDisabled={form.pending}>
                {t('common.save')}
              </Button>
              <Button onPress={leave}>{t('common.cancel')}</Button>
            </div>
          </>
        )}
      </form>
    </Panel>
  );
}

/** What a person is trained for, a line each: until when, and off again. */
function HeldQualifications(props: {
  readonly held: readonly Qualification[];
  readonly kinds: readonly QualificationKind[];
  readonly onChange: (held: readonly Qualification[]) => void;
}) {
  const { held, kinds, onChange } = props;
  const { t, nameOf } = useText();
  const today = useToday();
  const free = kinds.filter(({ key }) => !held.some((one) => one.key === key));
  const nameOfKey = (key: string): string => {
    const kind = kinds.find((one) => one.key === key);
    return kind ? nameOf(kind.names) : key;
  };
  return (
    <fieldset>
      <legend>{t('person.qualifications')}</legend>
      {held.map((one) => (
        <div key={one.key} className="held-qualification">
          <span className="cut">{nameOfKey(one.key)}</span>
          <input
            type="date"
            aria-label={t('person.validUntilOf', { qualification: nameOfKey(one.key) })}
            value={one.expiresOn ?? ''}
            onChange={(event) =>
              onChange(
                held.map((other) =>
                  other.key === one.key ? { ...one, expiresOn: event.target.value || null } : other,
                ),
              )
            }
          />
          <Button
            aria-label={t('person.takeOff', { qualification: nameOfKey(one.key) })}
            onPress={() => onChange(held.filter(({ key }) => key !== one.key))}
          >
            <X size={14} aria-hidden />
          </Button>
        </div>
      ))}
      {free.length > 0 && (
        <Choice
          label={t('person.addQualification')}
          value=""
          of={[
            { value: '', label: '–' },
            ...free.map(({ key, names }) => ({ value: key, label: nameOf(names) })),
          ]}
          onChange={(key) => {
            const kind = free.find((one) => one.key === key);
            if (kind) onChange([...held, { key, expiresOn: validUntil(today, kind.validMonths) }]);
          }}
        />
      )}
    </fieldset>
  );
}
