import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PointLine, PointResult } from '../../electron/round/round.ts';
import { ask, useCommand, useQueryOf } from '../api.ts';
import type { CheckEvidence } from '../duty/check-form.tsx';
import { refusalText } from '../locales/refusal-text.ts';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { Empty, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { EndRound } from './end-round.tsx';
import { PointCard } from './point-card.tsx';
import { PointList } from './point-list.tsx';
import { ScanField } from './scan-field.tsx';
import { handMs, hear, nothingHeard } from './scan.ts';
import './round.css';

/** A round on foot: one item at a time, large, its list beside it; each answer is kept when it is given. */
export default function RoundScreen({ id }: { readonly id: string }) {
  const { t, format, nameOf } = useText();
  const may = useMay('round.answer');
  const round = useQueryOf('round.byId', { id }, { nouns: ['roundPoint'] }).data;
  const points = useQueryOf('round.points', { roundId: id }, { nouns: ['roundPoint', 'work'] }).data;
  const answer = useCommand('round.answer');
  const [chosen, setChosen] = useState<string | null>(null);
  const [form, setForm] = useState<'fail' | 'notFound' | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const [scanProblem, setScanProblem] = useState<string | null>(null);
  const first = points?.find(({ result }) => result === null) ?? points?.[0];
  const point = points?.find((one) => one.id === chosen) ?? first;
  const open = round?.state === 'open' && may;

  const choose = useCallback((pointId: string): void => {
    setChosen(pointId);
    setForm(null);
    setMissing(null);
  }, []);

  const send = useCallback(
    async (at: PointLine, result: PointResult, evidence?: CheckEvidence): Promise<void> => {
      const { lines = [], note = '', photo = null } = evidence ?? {};
      const sent = await answer.run({ pointId: at.id, version: at.version, result, lines, note, photo });
      if (!sent.ok) return;
      setForm(null);
      const list = points ?? [];
      const index = list.findIndex((one) => one.id === at.id);
      const next = [...list.slice(index + 1), ...list.slice(0, index)].find((one) => one.result === null);
      setChosen(next?.id ?? at.id);
    },
    [answer, points],
  );

  const jump = useCallback(
    (tag: string): void => {
      const wanted = tag.trim().toLowerCase();
      const found = points?.find((one) => one.tag.toLowerCase() === wanted);
      setScanProblem(null);
      if (found) choose(found.id);
      else setMissing(tag.trim());
    },
    [points, choose],
  );

  async function add(tag: string): Promise<void> {
    const sent = await ask('round.addPoint', { roundId: id, tag });
    setScanProblem(sent.ok ? null : refusalText(sent.refusal));
    if (sent.ok) choose(sent.value.id);
  }

  const act = useCallback(
    (key: string): void => {
      if (!open || !point || form !== null) return;
      if (key === 'p') void send(point, 'pass');
      else if (key === 'f') setForm('fail');
      else if (key === 'n') setForm('notFound');
    },
    [open, point, form, send],
  );

  useReader(open && form === null, act, jump);

  const commands = useMemo<readonly Command[]>(
    () => [
      { id: 'round.pass', title: 'round.pass', name: 'round.answer', run: () => act('p') },
      { id: 'round.fail', title: 'round.fail', name: 'round.answer', run: () => act('f') },
      { id: 'round.notFound', title: 'round.notFound', name: 'round.answer', run: () => act('n') },
      { id: 'round.list', title: 'round.title', run: () => go('rounds') },
    ],
    [act],
  );
  useCommands(commands);

  if (!round || !points) return null;
  const left = points.filter(({ result }) => result === null).length;
  return (
    <div className="round-screen">
      <Panel title={t('round.points')} aside={t('round.left', { count: left })}>
        <PointList points={points} chosen={point?.id ?? null} onChoose={choose} />
      </Panel>
      <Panel
        title={t('round.of', { number: round.number, place: nameOf(round.place.names) })}
        aside={[
          t(`duty.kind.${round.kind}`),
          t('round.walkedDay', { day: format.date(round.walkedOn) }),
        ].join(' · ')}
      >
        {open && (
          <ScanField onTag={jump} missing={missing} problem={scanProblem} onAdd={(tag) => void add(tag)} />
        )}
        {point ? (
          <PointCard
            key={point.id}
            point={point}
            open={open}
            form={form}
            problem={answer.problem}
            pending={answer.pending}
            onPass={() => act('p')}
            onForm={setForm}
            onSend={(result, evidence) => void send(point, result, evidence)}
          />
        ) : (
          <Empty>{t('round.none')}</Empty>
        )}
        {open && form === null && (
          <p className="round-keys dim">{left === 0 ? t('round.allDone') : t('round.keys')}</p>
        )}
        {form === null && <EndRound round={round} left={left} able={open} />}
      </Panel>
    </div>
  );
}

/** Hears a bar-code reader and single letters anywhere on the screen, except in a field. */
function useReader(on: boolean, act: (key: string) => void, jump: (tag: string) => void): void {
  const heard = useRef(nothingHeard);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  // A key that waits for its moment must not be lost when the screen is drawn again meanwhile.
  const latest = useRef({ act, jump });
  useEffect(() => {
    latest.current = { act, jump };
  });
  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement | null;
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      if (target && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) return;
      if (event.key !== 'Enter' && event.key.length !== 1) return;
      const { heard: next, tag } = hear(heard.current, event.key, event.timeStamp);
      heard.current = next;
      if (timer.current !== null) clearTimeout(timer.current);
      if (tag !== null) {
        event.preventDefault();
        event.stopPropagation();
        return latest.current.jump(tag);
      }
      const key = next.text.toLowerCase();
      if (key !== 'p' && key !== 'f' && key !== 'n') return;
      // Not at once: it may be the first letter of a tag that a reader types.
      timer.current = setTimeout(() => latest.current.act(key), handMs);
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () => {
      window.removeEventListener('keydown', listen, { capture: true });
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [on]);
}
