import { useState } from 'react';
import type { TerrainModel, TerrainRead } from '../../electron/terrain/terrain.ts';
import { ask, useCommand, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Empty, Field, Problem } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';

/** The terrain model in force and those before it; a new one is looked into first. */
export function ModelPanel() {
  const { t } = useText();
  const models = useQueryOf('terrain.models', {}, { nouns: ['terrainModel'] }).data;
  const may = useMay('terrain.import');
  const [importing, setImporting] = useState(false);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('terrain.side.model')}>
      {may && !importing && (
        <div className="pad">
          <Button onPress={() => setImporting(true)}>{t('terrain.import')}</Button>
        </div>
      )}
      {importing && <ImportForm done={() => setImporting(false)} />}
      {models?.length === 0 && <Empty>{t('terrain.noModel')}</Empty>}
      {models?.map((model) => (
        <Model key={model.id} model={model} />
      ))}
    </div>
  );
}

function Model({ model }: { readonly model: TerrainModel }) {
  const { t, format } = useText();
  const may = useMay('terrain.retire');
  const retire = useCommand('terrain.retire');
  const back = useCommand('terrain.putBack');
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const { id, version, shape } = model;
  async function send(): Promise<void> {
    const result = await retire.run({ id, version, reason });
    if (result.ok) setAsked(false);
  }
  return (
    <section className="pad terrain-model">
      <h3>
        {model.name}{' '}
        <span className="dim">{t(model.retiredAt === null ? 'terrain.inForce' : 'terrain.before')}</span>
      </h3>
      <dl className="facts">
        <dt>{t('terrain.author')}</dt>
        <dd>
          {model.author}, {format.date(`${model.madeOn}T12:00:00.000Z`)}
        </dd>
        <dt>{t('terrain.raster')}</dt>
        <dd>
          {t('terrain.cells', { columns: shape.columns, rows: shape.rows, system: `EPSG:${shape.epsg}` })}
        </dd>
        <dt>{t('terrain.heights')}</dt>
        <dd>{t('terrain.span', { min: format.number(model.minM, 1), max: format.number(model.maxM, 1) })}</dd>
        <dt>{t('terrain.file')}</dt>
        <dd className="mono">{model.fileHash.slice(0, 16)}…</dd>
      </dl>
      <Problems problems={model.problems} />
      <p className="muted">
        {t('terrain.imported', { date: format.date(model.importedAt), name: model.importedByName })}
      </p>
      {may && model.retiredAt === null && !asked && (
        <Button onPress={() => setAsked(true)}>{t('terrain.retire')}</Button>
      )}
      {may && model.retiredAt !== null && (
        <Button isDisabled={back.pending} onPress={() => void back.run({ id, version })}>
          {t('terrain.putBack')}
        </Button>
      )}
      <Problem>{back.problem}</Problem>
      {asked && (
        <ShortForm
          title={t('terrain.retire')}
          problem={retire.problem}
          pending={retire.pending}
          action={t('terrain.retire')}
          send={send}
          done={() => setAsked(false)}
        >
          <Field label={t('terrain.why')} value={reason} onChange={setReason} autoFocus />
        </ShortForm>
      )}
    </section>
  );
}

function Problems({ problems }: { readonly problems: TerrainRead['problems'] }) {
  const { t } = useText();
  if (problems.length === 0) return null;
  return (
    <ul className="water-limits">
      {problems.map(({ code, facts }, n) => (
        <li key={`${code}${n}`}>
          <span aria-hidden>● </span>
          {t(`terrain.problem.${code}`, facts as Record<string, string | number>)}
        </li>
      ))}
    </ul>
  );
}

function ImportForm({ done }: { readonly done: () => void }) {
  const { t, format } = useText();
  const today = useToday();
  const [path, setPath] = useState<string | null>(null);
  const [found, setFound] = useState<TerrainRead | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [looking, setLooking] = useState(false);
  const [name, setName] = useState('');
  const [author, setAuthor] = useState('');
  const [madeOn, setMadeOn] = useState(today);
  const take = useCommand('terrain.import');

  async function choose(): Promise<void> {
    const chosen = await ask('terrain.choose', {});
    if (!chosen.ok) return setWrong(refusalText(chosen.refusal));
    if (chosen.value.path === null) return;
    setPath(chosen.value.path);
    setLooking(true);
    const result = await ask('terrain.preview', { path: chosen.value.path });
    setLooking(false);
    setFound(result.ok ? result.value : null);
    setWrong(result.ok ? null : refusalText(result.refusal));
    if (result.ok && name === '') setName(result.value.name);
  }
  async function send(): Promise<void> {
    if (path === null) return;
    const result = await take.run({ path, name, author, madeOn });
    if (result.ok) done();
  }
  return (
    <ShortForm
      title={t('terrain.import')}
      problem={wrong ?? take.problem}
      pending={take.pending || found === null}
      action={t('common.import')}
      send={send}
      done={done}
    >
      <div className="all">
        <Button autoFocus isDisabled={looking} onPress={() => void choose()}>
          {t('terrain.choose')}
        </Button>{' '}
        {(looking || take.pending) && (
          <Button
            onPress={() =>
              void ask('job.cancel', { job: take.pending ? 'terrain.import' : 'terrain.preview' })
            }
          >
            {t('terrain.stop')}
          </Button>
        )}
      </div>
      <p className="all muted">{t('terrain.help')}</p>
      {found && (
        <div className="all">
          <p>
            {t('terrain.found', {
              columns: found.shape.columns,
              rows: found.shape.rows,
              cell: format.number(found.cellM, 1),
              system: `EPSG:${found.shape.epsg}`,
              min: format.number(found.minM, 1),
              max: format.number(found.maxM, 1),
            })}
          </p>
          <Problems problems={found.problems} />
        </div>
      )}
      <Field label={t('terrain.name')} value={name} onChange={setName} />
      <Field label={t('terrain.author')} value={author} onChange={setAuthor} />
      <Field label={t('terrain.madeOn')} type="date" value={madeOn} onChange={setMadeOn} />
    </ShortForm>
  );
}
