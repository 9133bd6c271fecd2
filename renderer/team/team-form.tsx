import { useState } from 'react';
import { teamKinds, type BoardTeam, type Team, type TeamKind } from '../../electron/team/team.ts';
import { ask } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import { NameFields, namesOf, noNames } from '../ui/name-fields.tsx';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { PlaceInput } from './search-input.tsx';

interface Typed {
  readonly key: string;
  readonly en: string;
  readonly srLatn: string;
  readonly zhHans: string;
  readonly kind: TeamKind;
  readonly callSign: string;
  readonly channel: string;
  readonly homePlaceId: string | null;
  readonly homeText: string;
  readonly parMinutes: string;
  readonly version: number;
}

/** A new team, or what has changed about one. `done` hears the id of the team that was saved, null when none was. */
export function TeamForm(props: {
  readonly team: BoardTeam | null;
  readonly done: (id: string | null) => void;
}) {
  const { team, done } = props;
  const { t, nameOf } = useText();
  const blank: Typed = {
    key: '',
    ...noNames,
    kind: 'fire',
    callSign: '',
    channel: '',
    homePlaceId: null,
    homeText: '',
    parMinutes: '',
    version: 0,
  };
  const form = useForm<'team.add' | 'team.change', Typed>(
    team ? 'team.change' : 'team.add',
    team
      ? {
          key: team.key,
          ...team.names,
          kind: team.kind,
          callSign: team.callSign,
          channel: team.channel === null ? '' : String(team.channel),
          homePlaceId: team.homePlaceId,
          homeText: team.home ? nameOf(team.home.names) : '',
          parMinutes: team.parMinutes === null ? '' : String(team.parMinutes),
          version: team.version,
        }
      : blank,
    { draft: `team.${team?.id ?? 'new'}`, codes: { teamKeyTaken: 'key', unknownPlace: 'homeText' } },
  );
  const { typed, change, problemOf } = form;
  const [theirs, setTheirs] = useState<Team | null>(null);

  async function save(version: number): Promise<void> {
    const number = (text: string): number | null => (text.trim() === '' ? null : Number(text));
    const details = {
      names: namesOf(typed),
      kind: typed.kind,
      callSign: typed.callSign,
      channel: number(typed.channel),
      homePlaceId: typed.homePlaceId,
      parMinutes: number(typed.parMinutes),
    };
    const result = await form.send(
      team ? { id: team.id, version, ...details } : { key: typed.key, ...details },
    );
    if (result.ok) return done(result.value.id);
    if (!team || result.refusal.refused !== 'conflict') return;
    const now = await ask('team.byId', { id: team.id });
    if (!now.ok || !now.value) return;
    // A report on the radio gives the team a new version and touches nothing of this form: that is no conflict.
    if (sameDetails(now.value, team)) return save(now.value.version);
    setTheirs(now.value);
  }
  function leave(): void {
    form.forget();
    done(null);
  }

  return (
    <Panel title={team ? team.key : t('team.add')}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={team ? t('team.change') : t('team.add')}
        onSubmit={(event) => {
          event.preventDefault();
          void save(typed.version);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) leave();
        }}
      >
        {!team && (
          <Field
            label={t('field.name.key')}
            help={t('team.keyHelp')}
            value={typed.key}
            onChange={(key) => change({ key })}
            problem={problemOf('key')}
            autoFocus
          />
        )}
        <NameFields typed={typed} change={change} problemOf={problemOf} autoFocus={team !== null} />
        <div className="pair">
          <Choice
            label={t('team.kindLabel')}
            value={typed.kind}
            of={teamKinds.map((kind) => ({ value: kind, label: t(`team.kind.${kind}`) }))}
            onChange={(kind) => change({ kind })}
          />
          <Field
            label={t('team.callSign')}
            value={typed.callSign}
            onChange={(callSign) => change({ callSign })}
            problem={problemOf('callSign')}
          />
          <Field
            label={t('team.channel')}
            inputMode="numeric"
            value={typed.channel}
            onChange={(channel) => change({ channel })}
            problem={problemOf('channel')}
          />
          <Field
            label={t('team.parMinutes')}
            help={t('team.parHelp')}
            inputMode="numeric"
            value={typed.parMinutes}
            onChange={(parMinutes) => change({ parMinutes })}
            problem={problemOf('parMinutes')}
          />
        </div>
        <PlaceInput
          label={t('team.home')}
          text={typed.homeText}
          onText={(homeText) => change(homeText === '' ? { homeText, homePlaceId: null } : { homeText })}
          onChoose={(choice) => choice && change({ homePlaceId: choice.id, homeText: choice.label })}
        />
        <Problem>{problemOf('homeText')}</Problem>
        {team && theirs ? (
          <Conflict
            rows={[
              { label: t('person.name'), mine: nameOf(namesOf(typed)), theirs: nameOf(theirs.names) },
              {
                label: t('team.kindLabel'),
                mine: t(`team.kind.${typed.kind}`),
                theirs: t(`team.kind.${theirs.kind}`),
              },
              { label: t('team.callSign'), mine: typed.callSign, theirs: theirs.callSign },
              { label: t('team.channel'), mine: typed.channel, theirs: String(theirs.channel ?? '') },
              {
                label: t('team.parMinutes'),
                mine: typed.parMinutes,
                theirs: String(theirs.parMinutes ?? ''),
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

function sameDetails(a: Team, b: Team): boolean {
  const details = ({ names, kind, callSign, channel, homePlaceId, parMinutes }: Team): string =>
    JSON.stringify([names.en, names.srLatn, names.zhHans, kind, callSign, channel, homePlaceId, parMinutes]);
  return details(a) === details(b);
}
