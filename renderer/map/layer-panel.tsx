import { zoneKinds } from '../../electron/zone/zone.ts';
import { Panel } from '../ui/parts.tsx';
import { Sign } from '../ui/signs/sign.tsx';
import { signKey, type SignName } from '../ui/signs/sign-data.ts';
import { useText } from '../ui/text.ts';
import { BlastLegend } from '../blast/blast-legend.tsx';
import { layerGroups, type LayerGroup } from './live-style.ts';

const legend: readonly SignName[] = [
  'teamAvailable', 'teamEnRoute', 'teamOnScene', 'teamResting', 'teamOut', 'musterPoint', 'hydrant', 'gauge', 'pump', 'gate', 'barrier', 'culvert', 'roadClosed',
]; // prettier-ignore

/** Which layers are shown, and what the signs mean. */
export function LayerPanel(props: {
  readonly hidden: readonly LayerGroup[];
  readonly onHidden: (hidden: readonly LayerGroup[]) => void;
}) {
  const { t } = useText();
  const { hidden, onHidden } = props;
  const toggle = (group: LayerGroup): void =>
    onHidden(hidden.includes(group) ? hidden.filter((one) => one !== group) : [...hidden, group]);
  return (
    <Panel title={t('map.layers')}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('map.layers')}>
        <ul className="map-legend">
          {(Object.keys(layerGroups) as LayerGroup[]).map((group) => (
            <li key={group}>
              <label>
                <input type="checkbox" checked={!hidden.includes(group)} onChange={() => toggle(group)} />
                {t(`map.group.${group}`)}
              </label>
            </li>
          ))}
        </ul>
        <h3>{t('map.legend')}</h3>
        <ul className="map-legend">
          {zoneKinds.map((kind) => (
            <li key={kind}>
              <span className={`swatch ${kind}`} aria-hidden /> {t(`zone.kind.${kind}`)}
            </li>
          ))}
          <BlastLegend />
          <li>
            <svg width={20} height={20} viewBox="0 0 20 20" className="store-found forbidden" aria-hidden>
              <circle cx={10} cy={10} r={7.5} />
              <path d="M5 5 15 15" />
            </svg>
            {t('map.storeForbidden')}
          </li>
          <li>
            <svg width={20} height={20} viewBox="0 0 20 20" className="store-found conditions" aria-hidden>
              <path d="M10 2.5 18 17H2Z M10 8V12M10 14V14.6" />
            </svg>
            {t('map.storeConditions')}
          </li>
          {legend.map((name) => (
            <li key={name}>
              <Sign name={name} size={20} /> {t(signKey(name))}
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
