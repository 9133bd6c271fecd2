import { useState } from 'react';
import { blastShows, type BlastLine, type BlastState } from '../../electron/blast/blast.ts';
import { useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { useNow } from '../ui/clock.ts';
import { useOffer } from '../ui/commands.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';
import './blast.css';
import { ImportShots } from './import-shots.tsx';
import { ShotDetail } from './shot-detail.tsx';
import { ShotForm } from './shot-form.tsx';

const nouns = ['blast', 'blastMeasurement', 'place'] as const;
const pageRows = 50;
type Form = 'plan' | 'import' | null;

/** Shots, the newest first: what is planned stands above what was fired; one of them beside the list. */
export default function BlastingScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const [show, setShow] = useState<(typeof blastShows)[number]>('all');
  const [limit, setLimit] = useState(pageRows);
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [form, setForm] = useState<Form>(null);
  const page = useQueryOf('blast.page', { text, show, limit }, { nouns }).data;
  const mayPlan = useMay('blast.plan');
  const rows = page?.rows ?? [];
  const open = rows.find((row) => row.id === chosen)?.id ?? chosen ?? rows[0]?.id ?? null;
  const keys = useRowKeys(
    rows.map((row) => row.id),
    open,
    (next) => {
      setChosen(next);
      setForm(null);
    },
  );
  useIntent('blast.plan', () => setForm('plan'));
  useIntent('blast.importShots', () => setForm('import'));
  useOffer('blast.plan', 'blast.plan', mayPlan ? () => setForm('plan') : null, { keys: 'Alt+P' });
  useOffer('blast.importShots', 'blast.importTitle', mayPlan ? () => setForm('import') : null);

  return (
    <div className="two-columns blasting">
      <Panel title={t('blast.shots')} aside={page && t('common.rows', { count: page.total })}>
        <div className="pad column">
          {mayPlan && (
            <div className="row">
              <Button onPress={() => setForm('plan')}>{t('blast.plan')}</Button>
              <Button onPress={() => setForm('import')}>{t('blast.import')}</Button>
            </div>
          )}
          <div className="blast-find">
            <Field label={t('blast.find')} value={text} onChange={setText} />
            <Choice
              label={t('blast.show.label')}
              value={show}
              of={blastShows.map((value) => ({ value, label: t(`blast.show.${value}`) }))}
              onChange={setShow}
            />
          </div>
        </div>
        {page && rows.length === 0 ? (
          <Empty>{text === '' ? t('blast.none') : t('common.nothingFound', { text })}</Empty>
        ) : (
          <div className="scroll">
            <table className="list stores" role="grid" aria-label={t('blast.shots')}>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id} {...keys.rowProps(row.id)}>
                    <ShotCells blast={row} />
                  </tr>
                ))}
              </tbody>
            </table>
            {page?.next && limit < 200 && (
              <div className="pad">
                <Button onPress={() => setLimit(Math.min(200, limit + pageRows))}>{t('blast.more')}</Button>
              </div>
            )}
          </div>
        )}
      </Panel>
      {form === 'plan' ? (
        <ShotForm
          key="new"
          blast={null}
          done={(made) => {
            setForm(null);
            if (made !== null) setChosen(made);
          }}
        />
      ) : form === 'import' ? (
        <ImportShots done={() => setForm(null)} />
      ) : open === null ? (
        <Panel title={t('common.details')}>
          <Empty>{t('blast.choose')}</Empty>
        </Panel>
      ) : (
        <ShotDetail key={open} id={open} />
      )}
    </div>
  );
}

const stateMarks: Readonly<Record<BlastState, readonly [shape: string, tone: string]>> = {
  planned: ['◆', ''],
  fired: ['✓', 'muted'],
  misfire: ['▲', 't2'],
  cancelled: ['✕', 'muted'],
};

export function BlastStateMark({ state }: { readonly state: BlastState }) {
  const { t } = useText();
  const [shape, tone] = stateMarks[state];
  return (
    <span className={`nowrap ${tone}`}>
      <span aria-hidden>{shape} </span>
      {t(`blast.state.${state}`)}
    </span>
  );
}

function ShotCells({ blast }: { readonly blast: BlastLine }) {
  const { t, format, nameOf } = useText();
  const now = new Date(useNow(60_000)).toISOString();
  return (
    <td>
      <div className="blast-line">
        <span>
          <b className="nowrap">{blast.key}</b>{' '}
          <span className="muted">{blast.place ? nameOf(blast.place.names) : ''}</span>
        </span>
        <BlastStateMark state={blast.state} />
      </div>
      <div className="blast-line muted">
        <span>{format.moment(blast.plannedAt, now)}</span>
        <span className="nowrap">
          {t('common.unit.kg', { value: format.number(blast.chargePerDelayKg) })}
        </span>
      </div>
    </td>
  );
}
