import { useState } from 'react';
import type { FloodBoard, GaugeLine, ZoneGauge, ZoneLine } from '../../electron/flood/flood.ts';
import { reachedLevels } from '../../electron/flood/outlook.ts';
import type { LevelAction } from '../../electron/level-action/level-action.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useNow } from '../ui/clock.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { EditZoneGauge } from './edit-levels.tsx';
import { AddZoneGauge } from './gauge-forms.tsx';
import { LevelActionForm } from './level-action-form.tsx';
import { LevelMark } from './level.tsx';
import { toDoNouns } from './to-do.tsx';
import { leftWords, zoneTimes } from './time-left.tsx';
import { WaterClock } from './water-clock.tsx';

interface Props {
  readonly zone: ZoneLine;
  readonly board: FloodBoard;
}

/** One zone: minutes left, who and what stands in it, the gauges that speak for it, and what is done at each level. */
export function ZoneDetail({ zone, board }: Props) {
  const { t, nameOf } = useText();
  const [form, setForm] = useState<'gauge' | { link: ZoneGauge } | { action: LevelAction | null } | null>(
    null,
  );
  const mayChange = useMay('flood.changeZoneGauge');
  useIntent('levelAction.add', () => setForm({ action: null }));
  if (form === 'gauge')
    return <AddZoneGauge board={board} zoneId={zone.place.id} done={() => setForm(null)} />;
  if (form !== null && 'link' in form)
    return <EditZoneGauge link={form.link} zone={zone} board={board} done={() => setForm(null)} />;
  if (form !== null)
    return <LevelActionForm zone={zone} board={board} action={form.action} done={() => setForm(null)} />;
  return (
    <Panel title={zone.place.key} aside={nameOf(zone.place.names)}>
      <div className="zone-detail scroll" tabIndex={0} role="region" aria-label={zone.place.key}>
        <div className="gauge-now">
          <strong>
            <LevelMark level={zone.level} />
          </strong>
          <span>
            <ZoneTimes zone={zone} gauges={board.gauges} />
          </span>
        </div>
        <WaterClock zone={zone} gauges={board.gauges} />
        <h3>{t('flood.gauges')}</h3>
        <Gauges zone={zone} gauges={board.gauges} edit={mayChange ? (link) => setForm({ link }) : null} />
        {mayChange && (
          <div className="row">
            <Button onPress={() => setForm('gauge')}>{t('flood.addZoneGauge')}</Button>
          </div>
        )}
        <h3>{t('flood.toDo.atLevels')}</h3>
        <Actions zone={zone} edit={mayChange ? (action) => setForm({ action }) : null} />
        {mayChange && (
          <div className="row">
            <Button onPress={() => setForm({ action: null })}>{t('flood.toDo.add')}</Button>
          </div>
        )}
      </div>
    </Panel>
  );
}

function ZoneTimes({ zone, gauges }: { readonly zone: ZoneLine; readonly gauges: readonly GaugeLine[] }) {
  const text = useText();
  const times = zoneTimes(zone, gauges, useNow(5_000)).filter(
    ({ minutes, latest }) => minutes !== 0 || latest !== 0,
  );
  return times.map((one) => <div key={one.level}>{leftWords(text, one)}</div>);
}

function Gauges({
  zone,
  gauges,
  edit,
}: {
  readonly zone: ZoneLine;
  readonly gauges: readonly GaugeLine[];
  readonly edit: ((link: ZoneGauge) => void) | null;
}) {
  const { t, format } = useText();
  return (
    <table className="list" aria-label={t('flood.gauges')}>
      <thead>
        <tr>
          <th>{t('map.placeKind.gauge')}</th>
          {reachedLevels.map((level) => (
            <th key={level} className="number">
              {t(`flood.level.${level}`)}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {zone.gauges.map(({ gaugeId, link, ...levels }) => (
          <tr key={link.id}>
            <td>{gauges.find(({ id }) => id === gaugeId)?.place.key}</td>
            {reachedLevels.map((level) => (
              <td key={level} className={`number ${link[`${level}Cm`] === null ? 'dim' : ''}`}>
                {format.number(levels[`${level}Cm`])}
              </td>
            ))}
            <td className="when">
              {edit && (
                <Button onPress={() => edit(link)} aria-label={t('flood.changeLevels')}>
                  {t('common.edit')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Actions({
  zone,
  edit,
}: {
  readonly zone: ZoneLine;
  readonly edit: ((action: LevelAction) => void) | null;
}) {
  const { t, nameOf, format } = useText();
  const all = useQueryOf('levelAction.list', { zoneId: zone.place.id }, { nouns: toDoNouns }).data ?? [];
  const now = useQueryOf('levelAction.toDo', {}, { nouns: toDoNouns }).data ?? [];
  const untick = useCommand('levelAction.untick');
  const mayTick = useMay('levelAction.untick');
  if (all.length === 0) return <p className="muted">{t('flood.toDo.none')}</p>;
  return (
    <>
      <table className="list" aria-label={t('flood.toDo.atLevels')}>
        {reachedLevels.map((level) => {
          const actions = all.filter((action) => action.level === level);
          const reached = now.find(
            ({ zone: { id }, alert }) => id === zone.place.id && alert.level === level,
          );
          return (
            <tbody key={level}>
              {actions.map((action, index) => {
                const done = reached?.toDo.find(({ id }) => id === action.id)?.done;
                return (
                  <tr key={action.id}>
                    <td className="nowrap">{index === 0 && t(`flood.level.${level}`)}</td>
                    <td>
                      {nameOf(action.texts)}
                      <div className="dim">
                        {action.position !== null && `${t(`position.${action.position}`)} · `}
                        {action.targetMinutes !== null && format.span(action.targetMinutes)}
                      </div>
                      {done && (
                        <div className="muted">
                          ✓ {done.byName}
                          {done.taskId !== null && ` · ${t('flood.toDo.isTask')}`}
                        </div>
                      )}
                    </td>
                    <td className="when">
                      {done && done.taskId === null && mayTick && reached ? (
                        <Button
                          onPress={() => void untick.run({ actionId: action.id, alertId: reached.alert.id })}
                        >
                          {t('flood.toDo.undo')}
                        </Button>
                      ) : (
                        edit && <Button onPress={() => edit(action)}>{t('common.edit')}</Button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          );
        })}
      </table>
      <Problem>{untick.problem}</Problem>
    </>
  );
}
