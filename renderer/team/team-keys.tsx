import { useState, type KeyboardEvent } from 'react';
import type { BoardTeam } from '../../electron/team/team.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { PlaceInput, type Choice } from './search-input.tsx';
import { offered, type TeamActions, type TeamKey } from './team-actions.ts';

/** What the letters do for this team, also as buttons. */
export function TeamKeys(props: {
  readonly team: BoardTeam;
  readonly problem: string | null;
  readonly said: string;
  readonly press: (key: TeamKey) => void;
}) {
  const { t } = useText();
  const { team, problem, said, press } = props;
  return (
    <div className="team-keys" role="toolbar" aria-label={t('team.keysHelp')}>
      <b>{team.key}</b>
      {offered(team).map((key) => (
        <Button key={key} onPress={() => press(key)}>
          <kbd className="kbd" aria-hidden>
            {key.toUpperCase()}
          </kbd>
          {t(`team.key.${key}`)}
        </Button>
      ))}
      <span className="sr-only" role="status">
        {said}
      </span>
      <Problem>{problem}</Problem>
    </div>
  );
}

/** The one thing still to be typed; Enter sends it, Escape leaves it. */
export function TeamPrompt({
  team,
  actions,
  done,
}: {
  readonly team: BoardTeam;
  readonly actions: TeamActions;
  readonly done: () => void;
}) {
  const { t, nameOf } = useText();
  const prompt = actions.prompt!;
  const [text, setText] = useState('');
  const [place, setPlace] = useState<Choice | null>(null);
  const here = team.place ?? team.home;

  async function send(chosen: Choice | null = place): Promise<void> {
    const status = prompt.status === undefined ? {} : { status: prompt.status };
    if (await sent(chosen, status)) done();
  }

  async function sent(
    chosen: Choice | null,
    status: { status?: NonNullable<typeof prompt.status> },
  ): Promise<boolean> {
    switch (prompt.ask) {
      case 'place':
        return actions.report(team, { ...status, ...(chosen ? { placeId: chosen.id } : {}) });
      case 'heads': {
        const heads = Number(text);
        return text.trim() !== '' && Number.isInteger(heads) && heads >= 0 && actions.checkIn(team, heads);
      }
      case 'override':
        return text.trim() !== '' && actions.report(team, { ...status, override: text });
      case 'standDown':
        return text.trim() !== '' && actions.standDown(team, text);
    }
  }

  function hear(event: KeyboardEvent): void {
    if (event.key === 'Escape') done();
    else if (event.key !== 'Enter') return;
    // A list of places that is open takes Enter for itself.
    else if (prompt.ask === 'place' && text !== '' && place === null) return;
    else void send();
    event.preventDefault();
  }

  const label = {
    place: here ? t('team.wherePrompt', { place: nameOf(here.names) }) : t('team.wherePromptNone'),
    heads: t('team.headsPrompt'),
    override: t('team.overridePrompt'),
    standDown: t('team.standDownReason'),
  }[prompt.ask];

  return (
    <div onKeyDownCapture={hear}>
      <div className="team-prompt">
        <b>{team.key}</b>
        {prompt.ask === 'place' ? (
          <PlaceInput
            label={label}
            placeholder={label}
            hideLabel
            autoFocus
            text={text}
            onText={(typed) => {
              setText(typed);
              setPlace(null);
            }}
            onChoose={(choice) => {
              if (!choice) return;
              setPlace(choice);
              setText(choice.label);
              void send(choice);
            }}
          />
        ) : (
          <Field
            aria-label={label}
            label={label}
            autoFocus
            inputMode={prompt.ask === 'heads' ? 'numeric' : 'text'}
            value={text}
            onChange={setText}
          />
        )}
        <Button onPress={() => void send()}>{t('common.done')}</Button>
        <Button onPress={done}>{t('common.cancel')}</Button>
      </div>
      <div className="pad" hidden={actions.problem === null}>
        <Problem>{actions.problem}</Problem>
      </div>
    </div>
  );
}
