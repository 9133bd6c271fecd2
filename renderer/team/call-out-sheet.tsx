import { useEffect, useMemo, useRef, useState } from 'react';
import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from 'react-aria-components';
import { create } from 'zustand';
import type { Incident } from '../../electron/incident/incident.ts';
import { mustRestUntil } from '../../electron/team/rest.ts';
import { isWorking, type BoardTeam } from '../../electron/team/team.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { useCommands } from '../ui/commands.ts';
import { Button, Field, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { PlaceInput } from './search-input.tsx';
import { Status, TeamClock } from './team-parts.tsx';
import './team.css';

interface Draft {
  readonly open: boolean;
  readonly incidentId: string | null;
  readonly teamIds: readonly string[];
}
const useSheet = create<Draft>(() => ({ open: false, incidentId: null, teamIds: [] }));

/** Opens the sheet beside whatever is on the screen; what was being written there stays. */
export function openCallOut(
  given: { readonly incidentId?: string; readonly teamIds?: readonly string[] } = {},
): void {
  useSheet.setState(({ incidentId, teamIds }) => ({
    open: true,
    incidentId: given.incidentId ?? incidentId,
    teamIds: given.teamIds ?? teamIds,
  }));
}

const messageKey = 'tocsin.draft.callOut';

/** Calls teams out, beside the screen and never over it: the log and the map stay in reach. Mounted once. */
export function CallOutSheet({ signedIn }: { readonly signedIn: boolean }) {
  const { open } = useSheet();
  const commands = useMemo(
    () => [
      {
        id: 'team.callOut',
        title: 'team.callOutTitle',
        name: 'team.callOut' as const,
        keys: 'Ctrl+Shift+O',
        run: () => openCallOut(),
      },
    ],
    [],
  );
  useCommands(commands);
  return open && signedIn ? <Sheet /> : null;
}

function Sheet() {
  const { t } = useText();
  const draft = useSheet();
  const board = useQueryOf('team.board', {}, { nouns: ['person', 'callOut', 'callOutAnswer'] }).data;
  const running = useQueryOf('incident.page', { states: ['running'], limit: 20 }).data?.rows;
  const incident = running?.find(({ id }) => id === draft.incidentId) ?? running?.[0];
  const box = useRef<HTMLElement>(null);
  const back = useRef<Element | null>(null);

  useEffect(() => {
    back.current = document.activeElement;
    box.current?.focus();
  }, []);

  function close(): void {
    useSheet.setState({ open: false });
    if (back.current instanceof HTMLElement) back.current.focus();
  }

  return (
    <aside
      ref={box}
      className="call-out-sheet panel"
      aria-label={t('team.callOutTitle')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <h2>
        {t('team.callOutTitle')}
        <span className="grow" />
        <Button onPress={close}>{t('common.close')}</Button>
      </h2>
      {running?.length === 0 && <p className="pad muted">{t('team.noIncident')}</p>}
      {board && incident && (
        <CallOutForm
          key={incident.id}
          board={board}
          incident={incident}
          running={running ?? []}
          done={close}
        />
      )}
    </aside>
  );
}

function CallOutForm(props: {
  readonly board: {
    readonly teams: readonly BoardTeam[];
    readonly rules: Parameters<typeof TeamClock>[0]['rules'];
  };
  readonly incident: Incident;
  readonly running: readonly Incident[];
  readonly done: () => void;
}) {
  const { board, incident, running, done } = props;
  const { t, nameOf } = useText();
  const { teamIds } = useSheet();
  const now = new Date(useNow(15_000)).toISOString();
  const [message, setMessage] = useState(() => localStorage.getItem(messageKey) ?? '');
  const [place, setPlace] = useState<{ id: string | null; text: string }>({ id: null, text: '' });
  const [override, setOverride] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const command = useCommand('team.callOut');
  const home = useQueryOf('place.all', {}).data?.find(({ id }) => id === incident.placeId);
  const resting = board.teams.filter(
    (team) => teamIds.includes(team.id) && mustRestUntil(team, now) !== null,
  );

  async function send(): Promise<void> {
    setProblem(null);
    if (teamIds.length === 0) return setProblem(t('team.noneChosen'));
    const result = await command.run({
      teamIds: [...teamIds],
      incidentId: incident.id,
      message,
      placeId: place.id ?? incident.placeId,
      ...(override.trim() === '' ? {} : { override }),
    });
    if (!result.ok) return;
    localStorage.removeItem(messageKey);
    useSheet.setState({ teamIds: [] });
    done();
  }

  return (
    <form
      className="scroll pad call-out-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {running.length > 1 && (
        <RadioGroup
          className="team-choices"
          value={incident.id}
          onChange={(incidentId) => useSheet.setState({ incidentId })}
        >
          <Label className="group-label">{t('team.forIncident')}</Label>
          {running.map((one) => (
            <Radio key={one.id} value={one.id} className="team-choice">
              {one.title} {one.exercise && <span className="badge exercise">{t('common.exercise')}</span>}
            </Radio>
          ))}
        </RadioGroup>
      )}
      <CheckboxGroup
        className="team-choices"
        value={[...teamIds]}
        onChange={(ids) => useSheet.setState({ teamIds: ids })}
      >
        <Label className="group-label">{t('team.which')}</Label>
        {sendable(board.teams).map((team) => (
          <Checkbox
            key={team.id}
            value={team.id}
            className="team-choice"
            isDisabled={isWorking(team) || team.status === 'out'}
          >
            <span className="box" aria-hidden />
            <b>{team.key}</b>
            <span className="grow cut">{nameOf(team.names)}</span>
            <TeamClock team={team} rules={board.rules} />
            <Status status={team.status} />
          </Checkbox>
        ))}
      </CheckboxGroup>
      <PlaceInput
        label={t('team.destination')}
        placeholder={home ? nameOf(home.names) : incident.placeText}
        text={place.text}
        onText={(text) => setPlace({ id: null, text })}
        onChoose={(choice) => {
          if (choice) setPlace({ id: choice.id, text: choice.label });
        }}
      />
      <Field
        label={t('team.message')}
        help={t('team.messageHelp')}
        lines={3}
        value={message}
        onChange={(text) => {
          setMessage(text);
          localStorage.setItem(messageKey, text);
        }}
      />
      {resting.length > 0 && (
        <Field
          label={`${t('team.override')}: ${resting.map(({ key }) => key).join(', ')}`}
          value={override}
          onChange={setOverride}
        />
      )}
      <Problem>{problem ?? command.problem}</Problem>
      <Button type="submit" go isDisabled={command.pending}>
        {t('team.send')}
      </Button>
    </form>
  );
}

/** Those that can go first, then the resting, then those at work. */
function sendable(teams: readonly BoardTeam[]): readonly BoardTeam[] {
  const order = (team: BoardTeam): number =>
    team.status === 'available' ? 0 : team.status === 'resting' ? 1 : team.status === 'out' ? 3 : 2;
  return teams.toSorted((a, b) => order(a) - order(b));
}
