import { useMemo, useState } from 'react';
import { minutesLeft, type BreachBoard, type Reached } from '../../electron/breach/breach.ts';
import { compassPoint } from '../../electron/weather/weather.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { Elapsed } from './breach-mark.tsx';
import { ImportStudy } from './import-study.tsx';
import './breach.css';

type Form = 'import' | 'start' | 'stop' | 'retire' | null;

/** A breach of a tailings dam: the clock, how many minutes each place has left, and which way people go. */
export default function BreachScreen() {
  const { t, nameOf } = useText();
  const dams = useQueryOf('breach.dams', {}, { nouns: ['place', 'breachStudy'] }).data;
  const [chosen, setChosen] = useState<string | null>(null);
  const [form, setForm] = useState<Form>(null);
  const running = useQueryOf('breach.running', {}, { nouns: ['breachRun'] }).data?.[0];
  const dam =
    dams?.find(({ place }) => place.id === (chosen ?? running?.damId)) ??
    dams?.find(({ studyId }) => studyId !== null) ??
    dams?.[0];
  const board = useQueryOf(
    'breach.board',
    { damId: dam?.place.id },
    { nouns: ['breachRun', 'breachStudy', 'place', 'muster'], enabled: dam !== undefined },
  ).data;
  const mayImport = useMay('breach.importStudy');
  const mayStart = useMay('breach.start');
  const mayStop = useMay('breach.stop');
  const start = useCommand('breach.start');
  const run = board?.run ?? null;
  const damId = dam?.place.id;

  const commands = useMemo<readonly Command[]>(
    () =>
      damId === undefined || !board || run
        ? []
        : [
            {
              id: 'breach.rehearse',
              title: 'breach.rehearse',
              keys: 'R',
              name: 'breach.start',
              run: () => void start.run({ damId, rehearsal: true }),
            },
          ],
    [damId, board, run, start],
  );
  useCommands(commands);

  if (!dams) return null;
  if (!dam) return <Empty>{t('breach.noDam')}</Empty>;
  return (
    <div className="two-columns breach">
      <Panel
        title={t('breach.reached')}
        aside={
          board && board.reached.length < board.reachedTotal
            ? t('breach.shownOf', { count: board.reached.length, total: board.reachedTotal })
            : undefined
        }
      >
        {board ? (
          <ReachedTable board={board} />
        ) : (
          <Empty>{t('breach.noStudy', { dam: dam.place.key })}</Empty>
        )}
      </Panel>
      <Panel title={nameOf(dam.place.names)} className="breach-side">
        <div className="pad breach-facts">
          {dams.length > 1 && (
            <div className="row" role="group" aria-label={t('breach.dam')}>
              {dams.map(({ place }) => (
                <Button
                  key={place.id}
                  className="small"
                  aria-pressed={place.id === dam.place.id}
                  onPress={() => {
                    setChosen(place.id);
                    setForm(null);
                  }}
                >
                  {place.key}
                </Button>
              ))}
            </div>
          )}
          {run && <Clock board={board!} />}
          {board && <Study board={board} />}
          {form === null && (
            <div className="row">
              {board && !run && mayStart && (
                <>
                  <Button onPress={() => setForm('start')}>{t('breach.start')}</Button>
                  <Button
                    isDisabled={start.pending}
                    onPress={() => void start.run({ damId: dam.place.id, rehearsal: true })}
                  >
                    {t('breach.rehearse')} <kbd className="kbd">R</kbd>
                  </Button>
                </>
              )}
              {run && mayStop && <Button onPress={() => setForm('stop')}>{t('breach.stop')}</Button>}
              {run?.rehearsal && mayStart && (
                <Button onPress={() => setForm('start')}>{t('breach.start')}</Button>
              )}
              {!run && mayImport && <Button onPress={() => setForm('import')}>{t('breach.import')}</Button>}
              {board && !run && mayImport && (
                <Button onPress={() => setForm('retire')}>{t('breach.retire')}</Button>
              )}
            </div>
          )}
          <Problem>{start.problem}</Problem>
        </div>
        {form === 'import' && <ImportStudy dam={dam.place} done={() => setForm(null)} />}
        {form === 'start' && <StartForReal damId={dam.place.id} done={() => setForm(null)} />}
        {form === 'stop' && run && <StopForm id={run.id} version={run.version} done={() => setForm(null)} />}
        {form === 'retire' && board && (
          <RetireForm id={board.study.id} version={board.study.version} done={() => setForm(null)} />
        )}
      </Panel>
    </div>
  );
}

function Clock({ board }: { readonly board: BreachBoard }) {
  const { t, format } = useText();
  const { run } = board;
  if (!run) return null;
  const heads = board.reached.reduce((sum, one) => sum + (one.heads ?? 0), 0);
  return (
    <>
      <p className={`breach-clock ${run.rehearsal ? '' : 't1'}`}>
        {run.rehearsal ? '◇' : '■'} {t(run.rehearsal ? 'breach.rehearsal' : 'breach.running')}{' '}
        <Elapsed since={run.startedAt} />
      </p>
      <p className="muted">
        {run.alarmId !== null && `${t('breach.byAlarm')} · `}
        {t('breach.startedBy', { name: run.startedByName, time: format.time(run.startedAt) })} ·{' '}
        {t('breach.total', { count: heads })}
      </p>
    </>
  );
}

function Study({ board }: { readonly board: BreachBoard }) {
  const { t, format } = useText();
  const { study } = board;
  return (
    <>
      <dl className="facts">
        <dt>{t('breach.study')}</dt>
        <dd>
          {study.title} · {t('breach.areas', { count: board.areas.length })}
        </dd>
        <dt>{t('breach.author')}</dt>
        <dd>
          {study.author}, {format.date(`${study.madeOn}T12:00:00.000Z`)}
        </dd>
      </dl>
      <p className="muted">
        {t('breach.imported', { date: format.date(study.importedAt), name: study.importedByName })}.{' '}
        {t('breach.assumed')}
      </p>
    </>
  );
}

function ReachedTable({ board }: { readonly board: BreachBoard }) {
  const { t } = useText();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('breach.reached')}>
      <table className="list">
        <thead>
          <tr>
            <th>{t('breach.place')}</th>
            <th className="number">{t('breach.arrives')}</th>
            {board.run && <th className="number">{t('breach.left')}</th>}
            <th className="number fold">{t('breach.depth')}</th>
            <th className="number fold">{t('breach.velocity')}</th>
            <th className="number">{t('breach.heads')}</th>
            <th>{t('breach.wayOut')}</th>
          </tr>
        </thead>
        <tbody>
          {board.reached.map((one) => (
            <ReachedRow key={one.place.id} one={one} board={board} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const peopled: ReadonlySet<string> = new Set(['muster', 'building', 'area', 'post']);

function ReachedRow({ one, board }: { readonly one: Reached; readonly board: BreachBoard }) {
  const { t, format, nameOf } = useText();
  const { place, wayOut, heads, depthM, velocityMs } = one;
  return (
    <tr>
      <td>
        <KeyedName code={place.key} name={nameOf(place.names)} />
      </td>
      <td className="number">{t('breach.after', { minutes: format.number(one.arrivalMin, 1) })}</td>
      {board.run && (
        <td className="number">
          <Left run={board.run} arrivalMin={one.arrivalMin} />
        </td>
      )}
      <td className="number fold">
        {depthM === null ? '—' : t('breach.metres', { value: format.number(depthM, 1) })}
      </td>
      <td className="number fold">
        {velocityMs === null ? '—' : t('breach.speed', { value: format.number(velocityMs, 1) })}
      </td>
      <td className="number">{heads ?? ''}</td>
      <td>
        {wayOut
          ? t('breach.way', {
              to: wayOut.to.key,
              bearing: t(`nav.compass.${compassPoint(wayOut.bearing)}`),
              metres: format.number(wayOut.metres),
              minutes: format.number(wayOut.walkMin),
            })
          : peopled.has(place.kind) && <span className="t2">{t('breach.noWay')}</span>}
      </td>
    </tr>
  );
}

/** Minutes left, counting; what the wave has reached says so by shape and words. */
function Left({
  run,
  arrivalMin,
}: {
  readonly run: { readonly startedAt: string };
  readonly arrivalMin: number;
}) {
  const { t } = useText();
  const left = minutesLeft(run, arrivalMin, new Date(useNow(1000)).toISOString());
  if (left <= -1) return <span className="muted">■ {t('breach.gone', { minutes: Math.floor(-left) })}</span>;
  if (left <= 0) return <b className="t1">■ {t('breach.now')}</b>;
  const tone = left <= 5 ? 't1' : left <= 15 ? 't2' : '';
  return (
    <b className={tone}>
      {left <= 15 && '▲ '}
      {t('breach.leftMinutes', { minutes: left < 10 ? left.toFixed(1) : Math.floor(left) })}
    </b>
  );
}

function StartForReal({ damId, done }: { readonly damId: string; readonly done: () => void }) {
  const { t } = useText();
  const start = useCommand('breach.start');
  async function send(): Promise<void> {
    const result = await start.run({ damId, rehearsal: false });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('breach.confirm')}
      problem={start.problem}
      pending={start.pending}
      action={t('breach.sure')}
      send={send}
      done={done}
    >
      {null}
    </ShortForm>
  );
}

interface Edited {
  readonly id: string;
  readonly version: number;
  readonly done: () => void;
}

function StopForm({ id, version, done }: Edited) {
  const { t } = useText();
  const stop = useCommand('breach.stop');
  const [reason, setReason] = useState('');
  async function send(): Promise<void> {
    const result = await stop.run({ id, version, reason });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('breach.stop')}
      problem={stop.problem}
      pending={stop.pending}
      action={t('breach.stop')}
      send={send}
      done={done}
    >
      <Field label={t('breach.why')} value={reason} onChange={setReason} autoFocus />
    </ShortForm>
  );
}

function RetireForm({ id, version, done }: Edited) {
  const { t } = useText();
  const retire = useCommand('breach.retireStudy');
  const [reason, setReason] = useState('');
  async function send(): Promise<void> {
    const result = await retire.run({ id, version, reason });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('breach.retire')}
      problem={retire.problem}
      pending={retire.pending}
      action={t('breach.retire')}
      send={send}
      done={done}
    >
      <Field label={t('breach.why')} value={reason} onChange={setReason} autoFocus />
    </ShortForm>
  );
}
