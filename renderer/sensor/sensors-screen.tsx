import { useRef, useState } from 'react';
import type { PointKind, PointLine } from '../../electron/sensor/point.ts';
import { unitsOf } from '../../electron/sensor/point.ts';
import { useQueryOf } from '../api.ts';
import { LevelMark } from '../flood/level.tsx';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useNow } from '../ui/clock.ts';
import { useIntent } from '../ui/intent.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { ClockNote, QualityMark, Spark, useValue } from './marks.tsx';
import { PointForm } from './point-form.tsx';
import { PointDetail } from './point-detail.tsx';
import '../flood/flood.css';
import './sensor.css';

const kinds = Object.keys(unitsOf) as PointKind[];
const pageSize = 100;
const mostShown = 500;

/** Every instrument of the site: what it says, how old that is and how much it is worth; what is wrong stands first. */
export default function SensorsScreen({ id }: { readonly id?: string }) {
  const { t, nameOf } = useText();
  const [text, setText] = useState('');
  const [kind, setKind] = useState<PointKind | ''>('');
  const [wrongOnly, setWrongOnly] = useState(false);
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  /** A new point is added, or the chosen one changed. */
  const [form, setForm] = useState<'add' | 'change' | null>(null);
  const [placeId, setPlaceId] = useState('');
  const [limit, setLimit] = useState(pageSize);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const input = useRef<HTMLInputElement>(null);
  const mayAdd = useMay('sensor.addPoint');
  useIntent('sensor.addPoint', () => setForm('add'));
  const page = useQueryOf(
    'sensor.points',
    {
      text,
      wrongOnly,
      limit,
      ...(kind === '' ? {} : { kinds: [kind] }),
      ...(placeId === '' ? {} : { placeId }),
    },
    { nouns: ['reading', 'point', 'pointReading', 'gauge', 'gaugeReading', 'feed', 'source', 'place'] },
  ).data;
  const places = useQueryOf('sensor.places', {}, { nouns: ['point', 'gauge', 'place'] }).data ?? [];
  const rows = page?.rows ?? [];
  const point = rows.find((row) => row.id === chosen) ?? rows[0];
  const keys = useRowKeys(
    rows.map((row) => row.id),
    point?.id ?? null,
    setChosen,
    (event) => {
      // A digit on a point is the beginning of its reading: the field takes it.
      if (/^[0-9-]$/.test(event.key) || event.key === 'Enter') input.current?.focus();
    },
  );
  return (
    <div className="two-columns sensors">
      <Panel title={t('sensor.points')} aside={page && `${rows.length} / ${page.total}`}>
        <div className="pad row sensor-bar">
          <Field label={t('common.search')} value={text} onChange={setText} />
          <Choice
            label={t('sensor.kind.label')}
            value={kind}
            of={[
              { value: '', label: t('sensor.kind.all') },
              ...kinds.map((value) => ({ value, label: t(`sensor.kind.${value}`) })),
            ]}
            onChange={setKind}
          />
          <Choice
            label={t('sensor.place')}
            value={placeId}
            of={[
              { value: '', label: t('sensor.everyPlace') },
              ...places.map(({ id: place, key, names }) => ({
                value: place,
                label: `${key} ${nameOf(names)}`,
              })),
            ]}
            onChange={setPlaceId}
          />
          <Button
            aria-pressed={wrongOnly}
            className={wrongOnly ? 'chosen' : ''}
            onPress={() => setWrongOnly(!wrongOnly)}
          >
            {t('sensor.wrongOnly', { count: page?.wrong ?? 0 })}
          </Button>
          {mayAdd && <Button onPress={() => setForm('add')}>{t('sensor.addPoint')}</Button>}
        </div>
        {page && rows.length === 0 ? (
          <Empty>{t('sensor.noPoints')}</Empty>
        ) : (
          <div className="scroll">
            <table className="list points" role="grid" aria-label={t('sensor.points')}>
              <thead>
                <tr>
                  <th>{t('field.name.placeId')}</th>
                  <th className="number">{t('sensor.value')}</th>
                  <th>{t('sensor.quality.label')}</th>
                  <th className="number">{t('sensor.age')}</th>
                  <th className="fold">{t('sensor.spark')}</th>
                  <th className="fold">{t('sensor.from')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} {...keys.rowProps(row.id)}>
                    <Cells line={row} />
                  </tr>
                ))}
              </tbody>
            </table>
            {page?.next != null && limit < mostShown && (
              <div className="pad">
                <Button onPress={() => setLimit(Math.min(mostShown, limit + pageSize))}>
                  {t('common.more')}
                </Button>
              </div>
            )}
          </div>
        )}
      </Panel>
      {form === 'add' || (form === 'change' && point) ? (
        <PointForm
          key={form === 'add' ? 'new' : point?.id}
          point={form === 'change' ? (point ?? null) : null}
          done={(made) => {
            setForm(null);
            if (made !== null) setChosen(made);
          }}
        />
      ) : point ? (
        <PointDetail
          key={point.id}
          point={point}
          others={rows.filter((row) => row.id !== point.id)}
          typed={typed[point.id] ?? ''}
          onType={(value) => setTyped((before) => ({ ...before, [point.id]: value }))}
          input={input}
          onChange={() => setForm('change')}
          done={() => keys.focus(point.id)}
        />
      ) : (
        <Panel title={t('sensor.title')}>
          <Empty>{t('sensor.noPoints')}</Empty>
        </Panel>
      )}
    </div>
  );
}

function Cells({ line }: { readonly line: PointLine }) {
  const { t, format, nameOf } = useText();
  const value = useValue();
  const nowMs = useNow(5_000);
  const { newest } = line;
  const seconds = newest ? Math.max(0, Math.round((nowMs - newest.atMs) / 1000)) : 0;
  return (
    <>
      <td>
        <KeyedName code={line.key} name={nameOf(line.names)} />
      </td>
      <td className="number">
        {newest && (
          <>
            <b>{value(line, newest.value)}</b> {line.level !== 'normal' && <LevelMark level={line.level} />}
          </>
        )}
      </td>
      <td>
        <QualityMark quality={line.quality} />
        <ClockNote clockMs={line.clockMs} />
      </td>
      <td className="number dim">{newest && (seconds < 60 ? `${seconds} s` : format.span(seconds / 60))}</td>
      <td className="fold">
        <Spark spark={line.spark} />
      </td>
      <td className="fold muted">{line.sourceName ?? t('sensor.byPeople')}</td>
    </>
  );
}
