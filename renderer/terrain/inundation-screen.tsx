import { useMemo, useState } from 'react';
import { bands } from '../../electron/terrain/bands.ts';
import { horizons, type Horizon, type Inundation } from '../../electron/terrain/inundation.ts';
import { ask } from '../api.ts';
import { SiteMap } from '../map/site-map.tsx';
import { useCommands, type Command } from '../ui/commands.ts';
import { Button, Empty, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { InWaterList } from './in-water-list.tsx';
import { ModelPanel } from './model-panel.tsx';
import { GaugesPanel } from './gauges-panel.tsx';
import { useInundation, useLooking, useWatched } from './use-inundation.ts';
import { useProgress } from './use-progress.ts';
import './terrain.css';

const sides = ['inside', 'gauges', 'model'] as const;
type Side = (typeof sides)[number];

/** What the water covers now and in the next three hours, on the map and in words. */
export default function InundationScreen() {
  const { t, format } = useText();
  const { data, problem } = useInundation();
  const minutes = useLooking((looking) => looking.minutes);
  const [side, setSide] = useState<Side>('inside');
  const progress = useProgress('terrain.inundation');
  useWatched();
  const ahead = data?.ahead ?? false;

  const commands = useMemo<readonly Command[]>(
    () => [
      ...horizons
        .filter((horizon) => horizon === 0 || ahead)
        .map((horizon, n): Command => ({
          id: `terrain.horizon.${horizon}`,
          title: `terrain.horizon.${horizon}`,
          keys: `${n + 1}`,
          run: () => useLooking.setState({ minutes: horizon }),
        })),
      { id: 'terrain.inside', title: 'terrain.side.inside', run: () => setSide('inside') },
      {
        id: 'terrain.setGaugeZero',
        title: 'terrain.setZero',
        name: 'terrain.setGaugeZero',
        run: () => setSide('gauges'),
      },
      { id: 'terrain.import', title: 'terrain.import', name: 'terrain.import', run: () => setSide('model') },
    ],
    [ahead],
  );
  useCommands(commands);
  const shown: Horizon = ahead ? minutes : 0;

  return (
    <div className="two-columns inundation">
      <Panel
        title={t('terrain.title')}
        className="map-panel"
        aside={data ? t('terrain.asOf', { time: format.time(data.at), ms: data.tookMs }) : undefined}
      >
        <div className="map-tools" role="toolbar" aria-label={t('terrain.ahead')}>
          {horizons.map((horizon, n) => (
            <Button
              key={horizon}
              aria-pressed={shown === horizon}
              isDisabled={!data || (horizon > 0 && !ahead)}
              onPress={() => useLooking.setState({ minutes: horizon })}
            >
              {t(`terrain.horizon.${horizon}`)} <kbd className="kbd">{n + 1}</kbd>
            </Button>
          ))}
          {data && data.hectares.length > 0 && (
            <strong>
              {t('terrain.hectares', { value: format.number(data.hectares[horizons.indexOf(shown)]!, 1) })}
            </strong>
          )}
          {progress !== null && (
            <Button onPress={() => void ask('job.cancel', { job: 'terrain.inundation' })}>
              {t('terrain.working', { percent: progress })}
            </Button>
          )}
        </div>
        <div className="map-body">
          <SiteMap label={t('terrain.map')} incidentId={null} />
        </div>
        <Legend ahead={ahead && shown > 0} />
      </Panel>
      <Panel title={t(`terrain.side.${side}`)}>
        <div className="map-tools" role="toolbar" aria-label={t('terrain.sides')}>
          {sides.map((each) => (
            <Button key={each} aria-pressed={side === each} onPress={() => setSide(each)}>
              {t(`terrain.side.${each}`)}
            </Button>
          ))}
        </div>
        <Problem>{problem}</Problem>
        {side === 'inside' && <Inside data={data} at={shown} />}
        {side === 'gauges' && data && <GaugesPanel data={data} />}
        {side === 'model' && <ModelPanel />}
        {side === 'gauges' && data === null && <Empty>{t('terrain.noModel')}</Empty>}
      </Panel>
    </div>
  );
}

function Inside({ data, at }: { readonly data: Inundation | null | undefined; readonly at: Horizon }) {
  const { t } = useText();
  if (data === undefined) return null;
  if (data === null) return <Empty>{t('terrain.noModel')}</Empty>;
  return <InWaterList data={data} at={at} />;
}

/** What the hatchings mean, in words beside a piece of each. */
function Legend({ ahead }: { readonly ahead: boolean }) {
  const { t } = useText();
  return (
    <ul className="water-legend" aria-label={t('terrain.legend')}>
      {bands.map((band) => (
        <li key={band}>
          <span className={`water-swatch ${band}`} aria-hidden /> {t(`terrain.band.${band}`)}
        </li>
      ))}
      {ahead && (
        <li>
          <span className="water-swatch upper" aria-hidden /> {t('terrain.band.upper')}
        </li>
      )}
    </ul>
  );
}
