import { useState } from 'react';
import type { RunLine } from '../../electron/drill/drill-run.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { logText } from '../locales/log-text.ts';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { usePlannerWords } from './clash-words.ts';
import { RateChoice } from './control-tab.tsx';
import { useZone } from './zone.ts';
import './run.css';

const nouns = ['drill', 'drillRun', 'drillType', 'place'];

/** Today's drills: what is in the way of one, and its start; Enter opens one that runs. */
export default function RunScreen() {
  const { t, format, nameOf } = useText();
  const page = useQueryOf('drill.today', {}, { nouns }).data;
  const rows = page?.rows ?? [];
  const [picked, pick] = useState<string | null>(null);
  const chosen =
    rows.find(({ id }) => id === picked) ?? rows.find(({ state }) => state !== 'done') ?? rows[0];
  const keys = useRowKeys(
    rows.map(({ id }) => id),
    chosen?.id ?? null,
    pick,
    (event, id) => {
      const row = rows.find((one) => one.id === id);
      if (event.key !== 'Enter' || !row?.run) return;
      event.preventDefault();
      go('incidents', row.run.incidentId);
    },
  );
  return (
    <div className="drill-run">
      <Panel title={t('drillRun.today')} aside={page && t('common.rows', { count: page.total })}>
        {page && rows.length === 0 ? (
          <Empty>{t('drillRun.noneToday')}</Empty>
        ) : (
          <div className="scroll">
            <table className="list" role="grid" aria-label={t('drillRun.today')}>
              <thead>
                <tr>
                  <th scope="col">{t('drillRun.when')}</th>
                  <th scope="col">{t('drillRun.drill')}</th>
                  <th scope="col">{t('incident.place')}</th>
                  <th scope="col">{t('drillRun.state')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} {...keys.rowProps(row.id)}>
                    <td className="nowrap">{row.startsAt !== null && format.time(row.startsAt)}</td>
                    <td>
                      <b>{nameOf(row.typeNames)}</b>{' '}
                      <span className="dim">{t(`drill.kind.${row.kind}`)}</span>
                    </td>
                    <td>
                      {nameOf(row.placeNames)} <span className="dim">{row.placeKey}</span>
                    </td>
                    <td className="nowrap">
                      <span aria-hidden>{shapes[row.state]} </span>
                      {t(`drill.state.${row.state}`)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Panel>
      {chosen && (
        <Panel title={nameOf(chosen.typeNames)}>
          <div className="pad" key={chosen.id}>
            {chosen.run ? (
              <Opened line={chosen} incidentId={chosen.run.incidentId} />
            ) : (
              <Start line={chosen} />
            )}
          </div>
        </Panel>
      )}
    </div>
  );
}

const shapes = { planned: '○', running: '▶', interrupted: '■', done: '✓', cancelled: '–' } as const;

function Opened({ line, incidentId }: { readonly line: RunLine; readonly incidentId: string }) {
  const { t } = useText();
  return (
    <div className="drill-start">
      <p>{t(`drill.state.${line.state}`)}</p>
      <Button go autoFocus onPress={() => go('incidents', incidentId)}>
        {t('drillRun.open')}
      </Button>
    </div>
  );
}

/** Rules of the planner that matter at the start itself; the others are about where a drill is laid. */
const atStart: ReadonlySet<string> = new Set([
  'cover', 'equipment', 'team', 'samePlace', 'rest', 'twoPlaces', 'shift', 'crew', 'shiftEnd', 'observerTeam',
  'observerQualification', 'observerAway', 'observerRest', 'observerTwoPlaces',
]); // prettier-ignore

/** What beginning now would break of the planner's rules; too little live cover is serious. */
function useBroken(
  line: RunLine,
  now: string,
): readonly { readonly text: string; readonly serious: boolean }[] {
  const words = usePlannerWords(useZone());
  const found = useQueryOf(
    'drill.breaks',
    { drillId: line.id, starts: [now] },
    { nouns: ['team', 'equipment', 'plan'], enabled: line.programmeId !== null && line.state === 'planned' },
  ).data;
  const breaks = found?.find(({ startsAt }) => startsAt === now)?.breaks ?? [];
  return breaks
    .filter(({ rule }) => atStart.has(rule))
    .map((clash) => ({ text: words.broken(clash), serious: clash.rule === 'cover' }));
}

/** What is in the way now, how fast the clock runs, and the start. */
function Start({ line }: { readonly line: RunLine }) {
  const { t, nameOf, language } = useText();
  const zone = useZone();
  const now = new Date(useNow(60_000)).toISOString();
  const way = useQueryOf(
    'drill.inTheWay',
    { id: line.id },
    { nouns: [...nouns, 'incident', 'alarm', 'team', 'closedSlot', 'plan', 'task'] },
  ).data;
  const start = useCommand('drill.start');
  const may = useMay('drill.start');
  const [rate, setRate] = useState(1);
  const [despite, setDespite] = useState('');
  const broken = useBroken(line, now);
  const serious = [...(way ?? []), ...broken].filter((each) => each.serious).length;
  const ready = may && line.state === 'planned' && way !== undefined;

  async function begin(): Promise<void> {
    const result = await start.run({
      id: line.id,
      version: line.version,
      rate,
      title: `${nameOf(line.typeNames)} – ${nameOf(line.placeNames)}`.slice(0, 120),
      ...(serious > 0 && despite.trim() !== '' ? { despite } : {}),
    });
    if (result.ok) go('incidents', result.value.incidentId);
  }
  useOffer('drill.start', 'drillRun.start', ready ? () => void begin() : null, {
    facts: { drill: nameOf(line.typeNames) },
  });

  return (
    <form
      className="drill-start"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void begin();
      }}
    >
      <p>
        {nameOf(line.placeNames)} <span className="dim">{line.placeKey}</span>
      </p>
      <section className="drill-way" aria-label={t('drillRun.inTheWay')}>
        <h3>{t('drillRun.inTheWay')}</h3>
        {way?.length === 0 && broken.length === 0 && <p>✓ {t('drillRun.nothingInTheWay')}</p>}
        {way?.map(({ key, serious: stops, text }) => (
          <p key={key} className={stops ? 't1' : 't2'}>
            <span aria-hidden>{stops ? '■' : '▲'} </span>
            {logText(text, language, now, zone)}
          </p>
        ))}
        {broken.map(({ text, serious: stops }) => (
          <p key={text} className={stops ? 't1' : 't2'}>
            <span aria-hidden>{stops ? '■' : '▲'} </span>
            {text}
          </p>
        ))}
      </section>
      {may && line.state === 'planned' && (
        <>
          {serious > 0 && <Field label={t('drillRun.despite')} value={despite} onChange={setDespite} />}
          <RateChoice rate={rate} onChange={setRate} />
          <Problem>{start.problem}</Problem>
          <Button go type="submit" isDisabled={start.pending || (serious > 0 && despite.trim() === '')}>
            {t('drillRun.startButton')}
          </Button>
        </>
      )}
    </form>
  );
}
