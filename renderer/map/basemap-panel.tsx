import { useState } from 'react';
import type { BasemapPreview, CoordinateSystem } from '../../electron/basemap/basemap.ts';
import { coordinateSystems } from '../../electron/basemap/basemap.ts';
import { ask, useCommand, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Empty, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';

/** The site's own maps under the site: chosen, looked into, imported, shown or hidden, removed. */
export function BasemapPanel() {
  const { t, format } = useText();
  const basemaps = useQueryOf('basemap.list', {}).data ?? [];
  const [path, setPath] = useState<string | null>(null);
  const [preview, setPreview] = useState<BasemapPreview | null>(null);
  const [name, setName] = useState('');
  const [system, setSystem] = useState<CoordinateSystem | undefined>(undefined);
  const [problem, setProblem] = useState<string | null>(null);
  const take = useCommand('basemap.import');
  const show = useCommand('basemap.show');
  const hide = useCommand('basemap.hide');
  const remove = useCommand('basemap.remove');

  async function look(file: string, as: CoordinateSystem | undefined): Promise<void> {
    setProblem(null);
    const result = await ask('basemap.preview', { path: file, ...(as === undefined ? {} : { system: as }) });
    if (!result.ok) {
      setPreview(null);
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
    setSystem(undefined);
    await look(chosen.value.path, undefined);
  }
  async function bring(): Promise<void> {
    if (path === null) return;
    const result = await take.run({ path, name, ...(system === undefined ? {} : { system }) });
    if (result.ok) {
      setPreview(null);
      setPath(null);
    }
  }

  return (
    <Panel title={t('map.basemaps')}>
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('map.basemaps')}>
        <Button onPress={() => void choose()}>{t('basemap.choose')}</Button>
        <p className="muted">{t('basemap.help')}</p>
        <Problem>{problem ?? take.problem ?? remove.problem}</Problem>
        {path !== null && (
          <div className="row" role="group" aria-label={t('basemap.system')}>
            {coordinateSystems.map((each) => (
              <Button
                key={each}
                aria-pressed={each === system}
                onPress={() => {
                  setSystem(each);
                  void look(path, each);
                }}
              >
                {each}
              </Button>
            ))}
          </div>
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
          </>
        )}
        {basemaps.length === 0 && <Empty>{t('basemap.none')}</Empty>}
        <ul className="plain">
          {basemaps.map((basemap) => (
            <li key={basemap.id} className="form-line">
              <span className="grow">
                {basemap.name} {basemap.missing && <span className="t2">▲ {t('basemap.missing')}</span>}
              </span>
              <Button
                aria-pressed={basemap.shown}
                onPress={() =>
                  void (basemap.shown ? hide : show).run({ id: basemap.id, version: basemap.version })
                }
              >
                {t('basemap.shown')}
              </Button>
              <Button onPress={() => void remove.run({ id: basemap.id, version: basemap.version })}>
                {t('common.remove')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
