import { useState } from 'react';
import type { DrillLine, DrillsOf } from '../../electron/drill/month.ts';
import type { Clash } from '../../electron/drill/outcome.ts';
import { useCommand } from '../api.ts';
import { go } from '../router.tsx';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useOffer } from '../ui/commands.ts';
import { useRowKeys } from '../ui/row-keys.ts';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { useBoard, useDrag } from './board.ts';
import { ChipBody, useDrillWords } from './chip.tsx';
import { usePlannerWords } from './clash-words.ts';
import { KindSign, stateShapes } from './kind-sign.tsx';
import { ObserversForm } from './observers-form.tsx';
import { TimeForm } from './time-form.tsx';
import './drill-side.css';

/** Beside the calendar: what is held and what it would break, else the drill that is chosen, and those without a place. */
export function DrillSide({
  drills,
  unplaced,
}: {
  readonly drills: readonly DrillLine[];
  readonly unplaced: DrillsOf['unplaced'];
}) {
  const board = useBoard();
  const chosen = [...drills, ...unplaced.rows].find(({ id }) => id === board.chosenId) ?? null;
  return (
    <div className="dm-side">
      {board.held ? <HeldPanel /> : <ChosenPanel key={chosen?.id} drill={chosen} />}
      {unplaced.total > 0 && <UnplacedPanel unplaced={unplaced} />}
    </div>
  );
}

function HeldPanel() {
  const { t, format, nameOf } = useText();
  const { held, breaksAt, asking, drop, putBack, problem } = useBoard();
  const [reason, setReason] = useState('');
  if (!held) return null;
  const { drill, startsAt } = held;
  const breaks = startsAt === null ? [] : breaksAt(startsAt);
  return (
    <Panel title={t('drill.moving')} className="dm-detail">
      <div className="pad scroll" tabIndex={-1}>
        <h3 className="dm-title">
          <KindSign kind={drill.kind} size={18} /> {nameOf(drill.typeNames)}
        </h3>
        <p>{nameOf(drill.placeNames)}</p>
        <p aria-live="polite">
          <b>{startsAt === null ? t('drill.nowhere') : format.dateTime(startsAt)}</b>
        </p>
        <div aria-live="polite">
          <Breaks breaks={breaks} />
        </div>
        <Problem>{problem}</Problem>
        {asking ? (
          <ShortForm
            title={t('drill.allTheSame')}
            action={t('drill.moveThere')}
            problem={null}
            pending={false}
            send={async () => void (await drop(startsAt, reason.trim()))}
            done={putBack}
          >
            <Field label={t('drill.acceptReason')} value={reason} onChange={setReason} autoFocus isRequired />
          </ShortForm>
        ) : (
          <div className="row">
            <Button onPress={() => void drop(startsAt)}>{t('drill.putDown')}</Button>
            <Button onPress={putBack}>{t('drill.putBack')}</Button>
          </div>
        )}
        <p className="help">{t('drill.keysHeld')}</p>
      </div>
    </Panel>
  );
}

/** What a place in time breaks, in words. */
export function Breaks({ breaks }: { readonly breaks: readonly Clash[] | undefined }) {
  const { t } = useText();
  const { zone } = useBoard();
  const words = usePlannerWords(zone);
  if (breaks === undefined) return null;
  if (breaks.length === 0) return <p className="dm-fine">✓ {t('drill.breaksNothing')}</p>;
  return (
    <>
      <h4>{t('drill.breaks', { count: breaks.length })}</h4>
      <ul className="dm-reasons">
        {breaks.map((clash, index) => (
          <li key={`${clash.rule} ${index}`}>
            <span className="t3" aria-hidden>
              ▲
            </span>{' '}
            {words.broken(clash)}
          </li>
        ))}
      </ul>
    </>
  );
}

type Open = 'cancel' | 'observers' | 'time' | null;

function ChosenPanel({ drill }: { readonly drill: DrillLine | null }) {
  const { t, format, nameOf } = useText();
  const board = useBoard();
  const words = usePlannerWords(board.zone);
  const [open, setOpen] = useState<Open>(null);
  const pin = useCommand(drill?.pinned ? 'drill.unpin' : 'drill.pin');
  const reinstate = useCommand('drill.reinstate');
  const movable = board.mayMove && drill?.state === 'planned';
  const facts = { drill: drill ? `${nameOf(drill.typeNames)}, ${drill.placeKey}` : '' };
  const step = drill && { id: drill.id, version: drill.version };
  const placed = movable && drill.startsAt !== null;
  const cancellable = board.mayMove && (drill?.state === 'planned' || drill?.state === 'interrupted');
  const togglePin = placed && step ? () => void pin.run(step) : null;
  useOffer('drill.move', 'drill.moveIt', movable && !drill.pinned ? () => board.pickUp(drill) : null, {
    facts,
  });
  useOffer('drill.pin', 'drill.pinIt', drill?.pinned === false ? togglePin : null, { facts, keys: 'P' });
  useOffer('drill.unpin', 'drill.unpinIt', drill?.pinned === true ? togglePin : null, { facts, keys: 'P' });
  useOffer('drill.setObservers', 'drill.nameObservers', movable ? () => setOpen('observers') : null, {
    facts,
    keys: 'O',
  });
  useOffer('drill.cancel', 'drill.cancelIt', cancellable ? () => setOpen('cancel') : null, {
    facts,
    keys: 'X',
  });
  useOffer(
    'drill.reinstate',
    'drill.reinstateIt',
    board.mayMove && drill?.state === 'cancelled' && step ? () => void reinstate.run(step) : null,
    { facts },
  );
  useOffer('drill.move', 'drill.setTime', movable && !drill.pinned ? () => setOpen('time') : null, {
    facts,
    keys: 'T',
    of: 'time',
  });
  if (!drill || !step)
    return (
      <Panel title={t('drill.chosen')} className="dm-detail">
        <Empty>{t('drill.chooseOne')}</Empty>
        <Problem>{board.problem}</Problem>
      </Panel>
    );
  const shape = stateShapes[drill.state];
  const here =
    drill.startsAt !== null && drill.state === 'planned' ? board.breaksAt(drill.startsAt) : undefined;
  return (
    <Panel
      title={t('drill.chosen')}
      aside={`${shape === '' ? '' : `${shape} `}${t(`drill.state.${drill.state}`)}`}
      className="dm-detail"
    >
      <div className="pad scroll" tabIndex={-1}>
        <h3 className="dm-title">
          <KindSign kind={drill.kind} size={18} /> {nameOf(drill.typeNames)}
        </h3>
        <p>
          <span className="dim">{drill.placeKey}</span> {nameOf(drill.placeNames)}
        </p>
        <dl className="dm-facts">
          <dt>{t('drill.when')}</dt>
          <dd>
            {drill.startsAt === null ? (
              t('drill.nowhere')
            ) : (
              <>
                <b>{format.dateTime(drill.startsAt)}</b>, {format.span(drill.minutes)}
              </>
            )}
          </dd>
          {drill.shift !== null && (
            <>
              <dt>{t('drill.shiftWord')}</dt>
              <dd>
                {t(`drill.shift.${drill.shift}`)}
                {drill.crew !== null && `, ${t('drill.crew', { crew: drill.crew })}`}
              </dd>
            </>
          )}
          <dt>{t('drill.observers')}</dt>
          <dd>
            {drill.observerNames.length === 0 ? t('drill.noObservers') : format.list(drill.observerNames)}
          </dd>
          {drill.pinned && (
            <>
              <dt>{t('drill.pinned')}</dt>
              <dd>{t('drill.pinnedMeans')}</dd>
            </>
          )}
          {drill.cancelReason !== null && (
            <>
              <dt>{t('drill.cancelReason')}</dt>
              <dd>{drill.cancelReason}</dd>
            </>
          )}
        </dl>
        {here !== undefined && here.length > 0 && <Breaks breaks={here} />}
        {drill.reasons.length > 0 && (
          <>
            <h4>{t('drill.why')}</h4>
            <ul className="dm-reasons">
              {drill.reasons.map((reason) => (
                <li key={reason.reason}>{words.reason(reason)}</li>
              ))}
            </ul>
          </>
        )}
        <Problem>{board.problem ?? pin.problem ?? reinstate.problem}</Problem>
        {open === 'cancel' && <CancelForm drill={drill} done={() => setOpen(null)} />}
        {open === 'observers' && <ObserversForm drill={drill} done={() => setOpen(null)} />}
        {open === 'time' && <TimeForm drill={drill} done={() => setOpen(null)} />}
        {open === null && (
          <div className="row dm-actions">
            {movable && !drill.pinned && (
              <>
                <Button onPress={() => board.pickUp(drill)}>
                  {t('drill.act.moveIt')} <kbd className="kbd">M</kbd>
                </Button>
                <Button onPress={() => setOpen('time')}>
                  {t('drill.act.setTime')} <kbd className="kbd">T</kbd>
                </Button>
              </>
            )}
            {togglePin && (
              <Button onPress={togglePin}>
                {t(drill.pinned ? 'drill.act.unpinIt' : 'drill.act.pinIt')} <kbd className="kbd">P</kbd>
              </Button>
            )}
            {movable && (
              <Button onPress={() => setOpen('observers')}>
                {t('drill.act.nameObservers')} <kbd className="kbd">O</kbd>
              </Button>
            )}
            {cancellable && (
              <Button onPress={() => setOpen('cancel')}>
                {t('drill.act.cancelIt')} <kbd className="kbd">X</kbd>
              </Button>
            )}
            {board.mayMove && drill.state === 'cancelled' && (
              <Button onPress={() => void reinstate.run(step)}>{t('drill.act.reinstateIt')}</Button>
            )}
            {drill.incidentId !== null && (
              <Button onPress={() => go('incidents', drill.incidentId ?? '')}>
                {t('drill.openExercise')}
              </Button>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}

function CancelForm({ drill, done }: { readonly drill: DrillLine; readonly done: () => void }) {
  const { t } = useText();
  const { run, pending, problem } = useCommand('drill.cancel');
  const [reason, setReason] = useState('');
  return (
    <ShortForm
      title={t('drill.cancelTitle')}
      action={t('drill.cancelNow')}
      problem={problem}
      pending={pending}
      send={async () => {
        const result = await run({ id: drill.id, version: drill.version, reason });
        if (result.ok) done();
      }}
      done={done}
    >
      <Field label={t('drill.cancelReason')} value={reason} onChange={setReason} autoFocus isRequired />
    </ShortForm>
  );
}

/** Those that have no time yet: taken up from here, and put back here. */
function UnplacedPanel({ unplaced }: { readonly unplaced: DrillsOf['unplaced'] }) {
  const { t, nameOf } = useText();
  const board = useBoard();
  const startDrag = useDrag(board);
  const words = useDrillWords(board.zone);
  const ids = unplaced.rows.map(({ id }) => id);
  const { rowProps } = useRowKeys(ids, board.chosenId, board.choose, (event, id) => {
    if (event.key.toLowerCase() !== 'm' || !board.mayMove) return;
    event.preventDefault();
    const drill = unplaced.rows.find((one) => one.id === id);
    if (drill) board.pickUp(drill);
  });
  return (
    <Panel title={t('drill.unplaced')} aside={String(unplaced.total)} className="dm-unplaced">
      <div className="scroll" role="listbox" aria-label={t('drill.unplaced')} data-unplaced tabIndex={-1}>
        {unplaced.rows.map((drill) => (
          <div
            key={drill.id}
            {...rowProps(drill.id)}
            role="option"
            className="dm-chip dm-line"
            aria-label={words(drill)}
            onPointerDown={(event) => startDrag(drill, event)}
          >
            <ChipBody drill={drill} zone={board.zone} />{' '}
            <span className="dim">{nameOf(drill.typeNames)}</span>
          </div>
        ))}
      </div>
    </Panel>
  );
}
