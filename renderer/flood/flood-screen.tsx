import { useMemo, useRef, useState } from 'react';
import { bySeverity, type GaugeLine, type ZoneLine } from '../../electron/flood/flood.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { useMay } from '../team/use-may.ts';
import { useIntent } from '../ui/intent.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Button, Empty, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { DeviceDetail } from './device-detail.tsx';
import { DevicePanel } from './device-panel.tsx';
import { EditGauge } from './edit-levels.tsx';
import { GaugeDetail } from './gauge-detail.tsx';
import { AddGauge, AddZoneGauge } from './gauge-forms.tsx';
import { LevelMark } from './level.tsx';
import { GaugeOutlook, ZoneTimeLeft } from './time-left.tsx';
import { ToDoList } from './to-do.tsx';
import { floodNouns, useInside } from './water-clock.tsx';
import { ZoneDetail } from './zone-detail.tsx';
import './flood.css';

/** The water on one screen: gauges with level and trend, the zones they speak for, and what holds the water. */
export default function FloodScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const board = useQueryOf('flood.board', {}, { nouns: floodNouns }).data;
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [form, setForm] = useState<'gauge' | 'zoneGauge' | 'levels' | null>(null);
  const [ordering, setOrdering] = useState(false);
  const mayAdd = useMay('flood.addGauge');
  const mayChange = useMay('flood.changeGauge');
  useIntent('flood.addGauge', () => setForm('gauge'));
  useIntent('deviceOrder.give', (deviceId) => {
    const next = deviceId ?? board?.devices[0]?.place.id;
    if (next === undefined) return;
    setChosen(next);
    setForm(null);
    setOrdering(true);
  });
  useIntent('flood.addZoneGauge', () => setForm('zoneGauge'));
  useIntent('flood.changeGauge', () => setForm('levels'));
  const input = useRef<HTMLInputElement>(null);
  const gauges = useMemo(() => bySeverity(board?.gauges ?? []), [board]);
  const device = board?.devices.find(({ place }) => place.id === chosen);
  const zone = board?.zones.find(({ place }) => place.id === chosen);
  const gauge = gauges.find((one) => one.id === chosen) ?? gauges[0];
  function choose(next: string): void {
    setChosen(next);
    setForm(null);
    setOrdering(false);
  }
  const keys = useRowKeys(
    gauges.map((one) => one.id),
    gauge?.id ?? null,
    choose,
    (event) => {
      // A digit on a gauge is the beginning of its reading: the field takes it.
      if (!/^[0-9-]$/.test(event.key) && event.key !== 'Enter') return;
      input.current?.focus();
    },
  );

  if (!board) return null;
  return (
    <div className="two-columns">
      <div className="flood-main">
        <Panel title={t('flood.gauges')} aside={gauge && t('flood.keyHint')}>
          {mayAdd && (
            <div className="pad row">
              <Button onPress={() => setForm('gauge')}>{t('flood.addGauge')}</Button>
              <Button
                isDisabled={board.gauges.length === 0 || board.zones.length === 0}
                onPress={() => setForm('zoneGauge')}
              >
                {t('flood.addZoneGauge')}
              </Button>
            </div>
          )}
          {gauges.length === 0 ? (
            <Empty>{t('flood.noGauges')}</Empty>
          ) : (
            <div className="scroll">
              <table className="list gauges" role="grid" aria-label={t('flood.gauges')}>
                <thead>
                  <tr>
                    <th>{t('field.name.placeId')}</th>
                    <th className="number">{t('flood.newest')}</th>
                    <th>{t('flood.trendLabel')}</th>
                    <th className="fold">{t('flood.next')}</th>
                    <th>{t('flood.read')}</th>
                  </tr>
                </thead>
                <tbody>
                  {gauges.map((one) => (
                    <tr key={one.id} {...keys.rowProps(one.id)}>
                      <GaugeCells gauge={one} />
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Panel>
        <div className="flood-below">
          <Panel title={t('flood.zones')}>
            {board.zones.length === 0 ? (
              <Empty>{t('flood.noZones')}</Empty>
            ) : (
              <div className="scroll">
                <ToDoList />
                <Zones zones={bySeverity(board.zones)} gauges={gauges} chosen={chosen} onChoose={choose} />
              </div>
            )}
          </Panel>
          <DevicePanel devices={board.devices} chosen={chosen} onChoose={choose} />
        </div>
      </div>
      {form === 'gauge' ? (
        <AddGauge
          board={board}
          done={(id) => {
            setForm(null);
            if (id !== null) setChosen(id);
          }}
        />
      ) : form === 'zoneGauge' ? (
        <AddZoneGauge board={board} done={() => setForm(null)} />
      ) : device ? (
        <DeviceDetail
          key={device.place.id}
          line={device}
          orderNow={ordering}
          done={() => setOrdering(false)}
        />
      ) : zone ? (
        <ZoneDetail key={zone.place.id} zone={zone} board={board} />
      ) : form === 'levels' && gauge ? (
        <EditGauge key={gauge.id} gauge={gauge} done={() => setForm(null)} />
      ) : gauge ? (
        <GaugeDetail
          gauge={gauge}
          typed={typed[gauge.id] ?? ''}
          onType={(text) => setTyped((before) => ({ ...before, [gauge.id]: text }))}
          input={input}
          done={() => keys.focus(gauge.id)}
          edit={mayChange ? () => setForm('levels') : null}
        />
      ) : (
        <Panel title={t('flood.reading')}>
          <Empty>{t('flood.noGauges')}</Empty>
        </Panel>
      )}
    </div>
  );
}

function GaugeCells({ gauge }: { readonly gauge: GaugeLine }) {
  const { t, format, nameOf } = useText();
  const nowMs = useNow(15_000);
  const newest = gauge.recent.at(-1);
  const minutes = newest ? Math.max(0, (nowMs - Date.parse(newest.at)) / 60_000) : 0;
  const late = minutes > 3 * gauge.everyMinutes;
  const next = newest && [gauge.watchCm, gauge.warningCm, gauge.dangerCm].find((cm) => cm > newest.levelCm);
  return (
    <>
      <td>
        <KeyedName code={gauge.place.key} name={nameOf(gauge.place.names)} />
      </td>
      <td className="number">
        {newest ? (
          <>
            <b>{t('common.unit.cm', { value: format.number(newest.levelCm, 1) })}</b>{' '}
            <LevelMark level={gauge.level} />
          </>
        ) : (
          <span className="dim">{t('flood.noReading')}</span>
        )}
      </td>
      <td>
        <GaugeOutlook gauge={gauge} />
      </td>
      <td className="fold muted">
        {newest && next !== undefined
          ? t('common.unit.cm', { value: format.number(next - newest.levelCm, 1) })
          : ''}
      </td>
      <td className={late && gauge.level !== 'normal' ? 't3' : 'dim'}>
        {newest &&
          `${late && gauge.level !== 'normal' ? '● ' : ''}${t('flood.old', { span: format.span(minutes) })}`}
      </td>
    </>
  );
}

function Zones({
  zones,
  gauges,
  chosen,
  onChoose,
}: {
  readonly zones: readonly ZoneLine[];
  readonly gauges: readonly GaugeLine[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const { t, nameOf } = useText();
  const keys = useRowKeys(
    zones.map(({ place }) => place.id),
    chosen,
    onChoose,
  );
  const keyOf = (id: string | undefined): string => gauges.find((gauge) => gauge.id === id)?.place.key ?? '';
  return (
    <table className="list zones" role="grid" aria-label={t('flood.zones')}>
      <tbody>
        {zones.map((zone) => (
          <tr key={zone.place.id} {...keys.rowProps(zone.place.id)}>
            <td>
              <KeyedName code={zone.place.key} name={nameOf(zone.place.names)} />
              <ZonePeople zoneId={zone.place.id} />
            </td>
            <td className="nowrap">
              <LevelMark level={zone.level} />
              {zone.level !== 'normal' && zone.level !== 'unknown' && (
                <span className="dim">
                  {' '}
                  {t('flood.decides', {
                    gauge: keyOf(zone.gauges.find(({ level }) => level === zone.level)?.gaugeId),
                  })}
                </span>
              )}
              <ZoneTimeLeft zone={zone} gauges={gauges} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How many heads stand in a zone, as far as is known. */
function ZonePeople({ zoneId }: { readonly zoneId: string }) {
  const { t } = useText();
  const heads = useInside(zoneId)?.heads ?? 0;
  return heads > 0 ? <div className="dim">{t('flood.clock.heads', { count: heads })}</div> : null;
}
