import { useEffect, useRef, useState } from 'react';
import type { Snapshot } from '../../electron/replay/replay.ts';
import { useQueryOf } from '../api.ts';
import { logText } from '../locales/log-text.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';
import { middleOf } from '../map/place-layer.ts';
import { SiteMap } from '../map/site-map.tsx';
import { ReplayLists } from './replay-lists.tsx';

/** A replay passes hundreds of minutes by; none of them is kept for long. */
const passingMs = 20_000;
/** Minutes that pass in one second of playing. */
const minutesPerSecond = 2;

/** What a snapshot is made of: at the newest minute it follows what is being said. */
const journalled = [
  'task',
  'team',
  'callOut',
  'muster',
  'positionTerm',
  'zone',
  'closure',
  'gauge',
  'gaugeReading',
  'floodDevice',
  'lot',
  'materialRelease',
  'wind',
];

/** The incident as it stood at any minute: lists and map, from the journal. */
export default function ReplayTab({ incidentId }: { readonly incidentId: string }) {
  const { t, format } = useText();
  const incident = useQueryOf('incident.byId', { id: incidentId }).data;
  const now = useNow(60_000);
  const [minute, setMinute] = useState<number | null>(null);
  const [playing, play] = useState(false);
  const from = incident ? Date.parse(incident.declaredAt) : now;
  const end =
    incident?.closedAt === null || incident?.closedAt === undefined ? now : Date.parse(incident.closedAt);
  const all = Math.max(1, Math.ceil((end - from) / 60_000));
  const shown = Math.min(minute ?? all, all);

  useEffect(() => {
    if (!playing) return undefined;
    const timer = setInterval(() => {
      setMinute((before) => Math.min((before ?? 0) + 1, all));
    }, 1000 / minutesPerSecond);
    return () => clearInterval(timer);
  }, [playing, all]);
  useEffect(() => {
    if (shown >= all) play(false);
  }, [shown, all]);

  const at = new Date(from + shown * 60_000).toISOString();
  const snapshot = useQueryOf('incident.replay', { incidentId, at }, { nouns: journalled }).data;
  const place = useQueryOf('place.all', {}).data?.find((one) => one.id === incident?.placeId);
  const centre = place ? middleOf(place.geometry) : null;
  const toggle = (): void => {
    if (!playing && shown >= all) setMinute(0);
    play(!playing);
  };
  return (
    <Panel title={t('replay.title')} aside={t('replay.minute', { minute: shown, all })}>
      <div className="replay" data-minute={snapshot?.at === at ? shown : undefined}>
        <div className="column">
          <p className="muted">{t('replay.help')}</p>
          <div className="row nowrap">
            <Button onPress={toggle}>{playing ? t('replay.pause') : t('replay.play')}</Button>
            <input
              type="range"
              className="slider"
              aria-label={t('replay.slider')}
              aria-valuetext={format.dateTime(at)}
              min={0}
              max={all}
              value={shown}
              onChange={(event) => setMinute(Number(event.target.value))}
            />
            <output>{format.time(at)}</output>
          </div>
        </div>
        <div className="columns">
          {snapshot && <ReplayLists snapshot={snapshot} incidentId={incidentId} />}
          <div className="map">
            <SiteMap
              label={t('map.label')}
              incidentId={incidentId}
              snapshot={snapshot ?? null}
              centre={centre}
            />
          </div>
          <SaidByThen incidentId={incidentId} snapshot={snapshot} />
        </div>
      </div>
    </Panel>
  );
}

/** What had been said by then, the newest at the bottom; an entry struck later is not yet struck. */
function SaidByThen({
  incidentId,
  snapshot,
}: {
  readonly incidentId: string;
  readonly snapshot: Snapshot | undefined;
}) {
  const { t, format, language } = useText();
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  const before = (snapshot?.seq ?? 0) + 1;
  const page = useQueryOf(
    'log.page',
    { incidentId, before, limit: 100 },
    { nouns: ['logEntry'], enabled: snapshot !== undefined, keepMs: passingMs },
  ).data;
  const box = useRef<HTMLElement>(null);
  const newest = page?.rows.at(-1)?.id;
  useEffect(() => {
    if (newest !== undefined) box.current?.scrollTo(0, box.current.scrollHeight);
  }, [newest]);
  return (
    <section ref={box} className="scroll column said" tabIndex={0} role="region" aria-label={t('replay.log')}>
      <h3>{t('replay.log')}</h3>
      <ul className="plain">
        {page?.rows.map((entry) => {
          const text = entry.template ? logText(entry.template, language, entry.at, zone) : entry.text;
          const struck = entry.struckAt !== null && snapshot !== undefined && entry.struckAt <= snapshot.at;
          return (
            <li key={entry.id}>
              <span className="dim">{format.time(entry.at)}</span> <b>{entry.byName}</b>{' '}
              {struck ? <s>{text}</s> : text}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
