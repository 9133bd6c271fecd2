import type { Polygon } from 'geojson';
import type { Map as MapboxMap } from 'mapbox-gl';
import { useEffect, useState } from 'react';
import { zoneKinds, type Zone, type ZoneKind } from '../../electron/zone/zone.ts';
import { useCommand } from '../api.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { coloursNow } from './colours.ts';
import { parsePosition } from './coordinates.ts';
import { measured, startDrawing, type Drawn } from './draw.ts';

/** Drawing a zone: by mouse on the map, or corner by corner from the keyboard; then its kind and a label. */
export function ZoneTools(props: {
  readonly map: MapboxMap | null;
  readonly incidentId: string;
  /** A zone whose outline is changed; null draws a new one. */
  readonly zone: Zone | null;
  readonly onDone: () => void;
}) {
  const { map, incidentId, zone, onDone } = props;
  const { t, format } = useText();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [kind, setKind] = useState<ZoneKind>(zone?.kind ?? 'hot');
  const [label, setLabel] = useState(zone?.label ?? '');
  const [corners, setCorners] = useState('');
  const draw = useCommand('zone.draw');
  const reshape = useCommand('zone.reshape');

  useEffect(() => {
    if (!map) return undefined;
    const outline = zone ? { outline: zone.geometry as unknown as Polygon } : {};
    return startDrawing(map, coloursNow(), { tool: zone ? 'reshape' : 'zone', ...outline, onDrawn: setDrawn })
      .stop;
  }, [map, zone]);

  const typed = outlineOf(corners);
  const outline = drawn?.geometry.type === 'Polygon' ? drawn : typed;
  async function save(): Promise<void> {
    if (!outline) return;
    const geometry = outline.geometry as never;
    const result = zone
      ? await reshape.run({ id: zone.id, version: zone.version, geometry, kind, label })
      : await draw.run({ incidentId, kind, label, geometry });
    if (result.ok) onDone();
  }

  return (
    <Panel title={zone ? t('zone.reshape') : t('zone.draw')}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('zone.draw')}>
        <p className="muted">{t('zone.drawHelp')}</p>
        <div className="row" role="group" aria-label={t('zone.kindLabel')}>
          {zoneKinds.map((each) => (
            <Button key={each} aria-pressed={each === kind} onPress={() => setKind(each)}>
              <span className={`swatch ${each}`} aria-hidden /> {t(`zone.kind.${each}`)}
            </Button>
          ))}
        </div>
        <Field label={t('zone.label')} value={label} onChange={setLabel} />
        <Field
          label={t('zone.corners')}
          help={t('zone.cornersHelp')}
          lines={4}
          value={corners}
          onChange={setCorners}
        />
        {outline && (
          <p>
            {t('zone.area')}: {t('common.unit.ha', { value: format.number(outline.areaM2 / 10_000, 2) })}
          </p>
        )}
        <Problem>{draw.problem ?? reshape.problem}</Problem>
        <div className="row">
          <Button go isDisabled={!outline || draw.pending} onPress={() => void save()}>
            {t('common.save')}
          </Button>
          <Button onPress={onDone}>{t('common.cancel')}</Button>
        </div>
      </div>
    </Panel>
  );
}

/** An outline from corners typed one a line; null until there are three that can be read. */
function outlineOf(text: string): Drawn | null {
  const corners = text.split('\n').filter((line) => line.trim() !== '').map(parsePosition); // prettier-ignore
  if (corners.length < 3 || corners.some((corner) => corner === null)) return null;
  const ring = corners.map((corner) => [corner!.longitude, corner!.latitude]);
  return measured({ type: 'Polygon', coordinates: [[...ring, ring[0]!]] });
}
