import { useEffect, useState } from 'react';
import {
  coordinateSystems,
  type BasemapPreview,
  type CoordinateSystem,
} from '../../electron/basemap/basemap.ts';
import type { Input } from '../../electron/contract.ts';
import { ask, listen, useCommand, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { BasemapList } from './basemap-list.tsx';
import { latLonText, parsePosition } from './coordinates.ts';

type How = Pick<Input<'basemap.preview'>, 'system' | 'corners'>;

/** The site's own maps under the site: chosen, looked into, imported; then ordered, shown or hidden, removed. */
export function BasemapPanel() {
  const { t, format } = useText();
  const basemaps = useQueryOf('basemap.list', {}).data ?? [];
  const [path, setPath] = useState<string | null>(null);
  const [preview, setPreview] = useState<BasemapPreview | null>(null);
  const [name, setName] = useState('');
  const [how, setHow] = useState<How>({});
  const [problem, setProblem] = useState<string | null>(null);
  /** The corners of a picture as typed; null while the file says itself where it lies. */
  const [corners, setCorners] = useState<string | null>(null);
  const take = useCommand('basemap.import');
  const percent = useImportPercent(take.pending);

  async function look(file: string, as: How): Promise<void> {
    setProblem(null);
    setHow(as);
    const result = await ask('basemap.preview', { path: file, ...as });
    if (!result.ok) {
      setPreview(null);
      if (result.refusal.refused === 'basemapNeedsPosition') setCorners((typed) => typed ?? '');
      return setProblem(refusalText(result.refusal));
    }
    setPreview(result.value);
    setName(result.value.name);
  }
  async function choose(): Promise<void> {
    const chosen = await ask('basemap.choose', {});
    if (!chosen.ok) return setProblem(refusalText(chosen.refusal));
    if (chosen.value.path === null) return;
    setPath(chosen.value.path);
    setCorners(null);
    take.clear();
    await look(chosen.value.path, {});
  }
  async function bring(): Promise<void> {
    if (path === null) return;
    const result = await take.run({ path, name, ...how });
    if (!result.ok) return;
    setPreview(null);
    setPath(null);
    setCorners(null);
  }
  function lookWithCorners(): void {
    if (path === null || corners === null) return;
    const at = cornersIn(corners);
    if (at === null) return setProblem(t('basemap.badCorners'));
    void look(path, { corners: at });
  }

  return (
    <Panel title={t('map.basemaps')}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('map.basemaps')}>
        <Button onPress={() => void choose()}>{t('basemap.choose')}</Button>
        <p className="muted">{t('basemap.help')}</p>
        <Problem>{problem ?? take.problem}</Problem>
        {path !== null && (
          <div className="row" role="group" aria-label={t('basemap.system')}>
            {coordinateSystems.map((each: CoordinateSystem) => (
              <Button
                key={each}
                aria-pressed={each === how.system}
                onPress={() => void look(path, { system: each })}
              >
                {each}
              </Button>
            ))}
            {preview?.kind === 'image' && corners === null && (
              <Button
                onPress={() =>
                  setCorners(preview.corners?.map(([lon, lat]) => latLonText(lat, lon)).join('\n') ?? '')
                }
              >
                {t('basemap.typeCorners')}
              </Button>
            )}
          </div>
        )}
        {corners !== null && (
          <form
            className="column"
            aria-label={t('basemap.corners')}
            onSubmit={(event) => {
              event.preventDefault();
              lookWithCorners();
            }}
          >
            <Field
              label={t('basemap.corners')}
              help={t('basemap.cornersHelp')}
              lines={4}
              value={corners}
              onChange={setCorners}
              autoFocus
            />
            <Button type="submit">{t('basemap.useCorners')}</Button>
          </form>
        )}
        {preview && (
          <>
            <p>
              {t(`basemap.kind.${preview.kind}`)} · {format.number(preview.bytes / 1_048_576, 1)} MB
              {preview.featureCount !== null &&
                ` · ${t('basemap.features', { count: preview.featureCount })}`}
            </p>
            <ul className="plain">
              {preview.problems.map((one) => (
                <li key={one.code} className="t3">
                  ● {t(`basemap.problem.${one.code}`, one.facts)}
                </li>
              ))}
            </ul>
            <Field label={t('basemap.name')} value={name} onChange={setName} />
            <Button go isDisabled={take.pending || name.trim() === ''} onPress={() => void bring()}>
              {t('common.import')}
            </Button>
            {take.pending && (
              <div className="field">
                <span className="dim">{t('basemap.importing', { percent })}</span>
                <progress max={100} value={percent} aria-label={t('basemap.importing', { percent })} />
                <Button onPress={() => void ask('job.cancel', { job: 'basemap.import' })}>
                  {t('common.cancel')}
                </Button>
              </div>
            )}
          </>
        )}
        {basemaps.length === 0 ? <Empty>{t('basemap.none')}</Empty> : <BasemapList basemaps={basemaps} />}
      </div>
    </Panel>
  );
}

/** How much of the file is copied, in percent. */
function useImportPercent(running: boolean): number {
  const [percent, setPercent] = useState(0);
  useEffect(() => {
    if (!running) return undefined;
    setPercent(0);
    return listen('progress', ({ job, done, total }) => {
      if (job === 'basemap.import') setPercent(total === 0 ? 0 : Math.floor((100 * done) / total));
    });
  }, [running]);
  return percent;
}

/** Four positions, one a line, in the order of the picture's corners; null when they cannot be read. */
function cornersIn(text: string): How['corners'] | null {
  const at = text.split('\n').filter((line) => line.trim() !== '').map(parsePosition); // prettier-ignore
  const [a, b, c, d] = at.map((one) => one && ([one.longitude, one.latitude] as [number, number]));
  return at.length === 4 && a && b && c && d ? [a, b, c, d] : null;
}
