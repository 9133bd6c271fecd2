import type { RefObject } from 'react';
import type { GaugeLine } from '../../electron/flood/flood.ts';
import { useQueryOf } from '../api.ts';
import { mayCall } from '../ui/commands.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { GaugeChart } from './gauge-chart.tsx';
import { LevelMark } from './level.tsx';
import { ReadingForm } from './reading-form.tsx';
import { GaugeOutlook } from './time-left.tsx';

interface Props {
  readonly gauge: GaugeLine;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly done: () => void;
  /** Null for whoever may not change its levels. */
  readonly edit: (() => void) | null;
}

/** One gauge: its level large, how it moves, the form for the next reading, and the last ones. */
export function GaugeDetail({ gauge, edit, ...form }: Props) {
  const { t, format, nameOf } = useText();
  const now = new Date(useNow(15_000)).toISOString();
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const newest = gauge.recent.at(-1);
  const step = gauge.outlook.kind === 'noReadings' ? null : gauge.outlook.step;
  const able = seat?.kind === 'signedIn' && mayCall('flood.read', seat.operator.role);
  return (
    <Panel title={gauge.place.key} aside={nameOf(gauge.place.names)}>
      <div className="gauge-detail scroll" tabIndex={-1}>
        <div className="gauge-now">
          <strong>
            {newest ? t('common.unit.cm', { value: format.number(newest.levelCm, 1) }) : t('flood.noReading')}
          </strong>
          <span>
            <LevelMark level={gauge.level} />
            <br />
            <GaugeOutlook gauge={gauge} all />
          </span>
        </div>
        {step && (
          <p className="help">
            {t('flood.left.shifted', {
              by: format.number(step.byCm),
              time: format.moment(new Date(step.atMs).toISOString(), now),
            })}
          </p>
        )}
        {able && <ReadingForm key={gauge.id} gauge={gauge} {...form} />}
        <GaugeChart gauge={gauge} />
        {edit && (
          <div className="row">
            <Button onPress={edit}>{t('flood.changeLevels')}</Button>
          </div>
        )}
        <table className="list" aria-label={t('flood.readings')}>
          <tbody>
            {gauge.recent
              .toReversed()
              .slice(0, 12)
              .map((reading, index) => (
                <tr key={`${reading.at} ${index}`}>
                  <td>{format.moment(reading.at, now)}</td>
                  <td className="number">
                    {t('common.unit.cm', { value: format.number(reading.levelCm, 1) })}
                  </td>
                  <td className="dim">{t(`flood.sources.${reading.source}`)}</td>
                  <td className="dim">{reading.byName}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
