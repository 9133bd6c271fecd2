import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { mostIds, type ChangePreview, type RefusedPreview } from '../../electron/equipment/change.ts';
import { ask, call, useQueryOf } from '../api.ts';
import { useCategories } from '../category/use-categories.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { changesOf, draftFields, emptyDraft, type Draft, type DraftField } from './draft.ts';
import { ItemField } from './item-fields.tsx';
import { countPicked, type Picked } from './picked.ts';
import type { Filter } from './use-equipment.ts';

/** Tag and serial number are one of a kind: they are not changed on many. */
const manyFields = draftFields.filter((field) => field !== 'tag' && field !== 'serial');
/** Items in one command: each batch is one entry of the journal, and the room's work goes on in between. */
const batch = 50;

interface Progress {
  readonly done: number;
  readonly of: number;
}
interface Outcome {
  readonly changed: number;
  readonly refused: readonly RefusedPreview[];
  readonly stopped: boolean;
}

/** One change on many items: what to change, what that would do, then done in batches that can be stopped. */
export function ChangeMany(props: {
  readonly picked: Picked;
  readonly filter: Filter;
  readonly total: number;
  /** While rows are written the list need not be asked again after each batch. */
  readonly onBusy: (busy: boolean) => void;
  readonly done: () => void;
}) {
  const { picked, filter, total, onBusy, done } = props;
  const { t, format, language } = useText();
  const [fields, setFields] = useState<readonly DraftField[]>([]);
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stop = useRef(false);
  // Who leaves the screen has called it off; what is done stays done.
  useEffect(() => () => void (stop.current = true), []);
  const chosen = picked.all ? { filter } : { ids: [...picked.ids] };
  const tooMany = !picked.all && picked.ids.size > mostIds;
  const changes = changesOf(draft, fields, language);
  const ready =
    !tooMany &&
    fields.length > 0 &&
    changes !== 'cost' &&
    !(fields.includes('categoryId') && draft.categoryId === '');
  const preview = useQuery({
    queryKey: ['equipment.preview', chosen, changes],
    queryFn: () => call('equipment.preview', { ...chosen, changes: changes === 'cost' ? {} : changes }),
    enabled: ready && progress === null && outcome === null,
    placeholderData: (before) => before,
    meta: { nouns: ['equipment'] },
  });

  async function apply(): Promise<void> {
    if (changes === 'cost') return;
    stop.current = false;
    setProblem(null);
    const answer = await ask('equipment.ids', chosen);
    if (!answer.ok) return setProblem(refusalText(answer.refusal));
    const rows = answer.value;
    onBusy(true);
    let changed = 0;
    const refused = new Map<string, RefusedPreview>();
    for (let from = 0; from < rows.length && !stop.current; from += batch) {
      setProgress({ done: from, of: rows.length });
      const result = await ask('equipment.editMany', { rows: rows.slice(from, from + batch), changes });
      if (!result.ok) {
        // Not saved, e.g. the disk is full: what is done stays done, and is told.
        setProblem(refusalText(result.refusal));
        break;
      }
      changed += result.value.changed;
      for (const { refusal, count } of result.value.refused) {
        const before = refused.get(refusal.refused);
        refused.set(refusal.refused, { refusal, count: count + (before?.count ?? 0) });
      }
    }
    setProgress(null);
    onBusy(false);
    setOutcome({ changed, refused: [...refused.values()], stopped: stop.current });
  }

  return (
    <Panel
      title={t('equipment.changeMany')}
      aside={t('equipment.count', { count: countPicked(picked, total) })}
    >
      <div className="scroll pad edit-item">
        {outcome === null && (
          <>
            {fields.map((field) => (
              <div key={field} className="eq-many-field">
                <ItemField
                  field={field}
                  draft={draft}
                  onDraft={(change) => setDraft((before) => ({ ...before, ...change }))}
                  autoFocus
                  problem={field === 'cost' && changes === 'cost' ? t('equipment.costWrong') : null}
                />
                <Button
                  className="small"
                  aria-label={t('equipment.leaveField', { field: t(`equipment.${field}`) })}
                  onPress={() => setFields(fields.filter((one) => one !== field))}
                >
                  ×
                </Button>
              </div>
            ))}
            <Choice<DraftField | ''>
              label={t('equipment.whatToChange')}
              value=""
              of={[
                { value: '', label: t('equipment.chooseField') },
                ...manyFields
                  .filter((field) => !fields.includes(field))
                  .map((value) => ({ value, label: t(`equipment.${value}`) })),
              ]}
              onChange={(field) => {
                if (field !== '') setFields([...fields, field]);
              }}
            />
            {ready && preview.data && <Preview preview={preview.data} />}
          </>
        )}
        {progress !== null && (
          <div className="eq-progress">
            <progress value={progress.done} max={progress.of} aria-label={t('equipment.changing')} />
            <span role="status">
              {t('equipment.changedSoFar', {
                done: format.number(progress.done),
                of: format.number(progress.of),
              })}
            </span>
          </div>
        )}
        {outcome && (
          <div role="status" className="eq-outcome">
            <p>
              <b>{t('equipment.changedCount', { count: outcome.changed })}</b>
              {outcome.stopped && ` ${t('equipment.stopped')}`}
            </p>
            <Refused refused={outcome.refused} />
          </div>
        )}
        <Problem>
          {tooMany ? t('equipment.tooManyPicked', { most: format.number(mostIds) }) : problem}
        </Problem>
        <div className="row">
          {outcome === null && progress === null && (
            <Button
              go
              isDisabled={!ready || preview.isFetching || (preview.data?.changed ?? 0) === 0}
              onPress={() => void apply()}
            >
              {t('equipment.changeCount', { count: ready ? (preview.data?.changed ?? 0) : 0 })}
            </Button>
          )}
          {progress === null ? (
            <Button onPress={done}>{t(outcome ? 'common.close' : 'common.cancel')}</Button>
          ) : (
            <Button onPress={() => (stop.current = true)}>{t('equipment.stop')}</Button>
          )}
        </div>
      </div>
    </Panel>
  );
}

/** What would change on how many, and what would stay as it is and why. */
function Preview({ preview }: { readonly preview: ChangePreview }) {
  const { t, format } = useText();
  const shown = useShownValue();
  return (
    <div className="eq-preview" role="status">
      <p>
        <b>{t('equipment.wouldChange', { count: preview.changed })}</b>
        {preview.same > 0 && ` · ${t('equipment.wouldStay', { count: preview.same })}`}
      </p>
      {preview.fields.length > 0 && (
        <table className="list">
          <tbody>
            {preview.fields.map(({ field, count, from }) => (
              <tr key={field}>
                <th scope="row">{t(`equipment.${field}`)}</th>
                <td className="numeric">{format.number(count)}</td>
                <td className="muted">
                  {t('equipment.wasBefore', {
                    values: from
                      .map(({ value, count: many }) => `${shown(field, value)} (${format.number(many)})`)
                      // The rest are too many to name.
                      .concat(from.reduce((sum, { count: many }) => sum + many, 0) < count ? ['…'] : [])
                      .join(', '),
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Refused refused={preview.refused} />
    </div>
  );
}

function Refused({ refused }: { readonly refused: readonly RefusedPreview[] }) {
  const { t, format } = useText();
  if (refused.length === 0) return null;
  return (
    <div>
      <p className="t2">
        <span aria-hidden>▲ </span>
        {t('equipment.leftOut', { count: refused.reduce((sum, { count }) => sum + count, 0) })}
      </p>
      <ul className="eq-refused">
        {refused.map(({ refusal, count }) => (
          <li key={refusal.refused}>
            {format.number(count)}: {refusalText(refusal)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How a value that was before is read. */
function useShownValue(): (field: string, value: string | number | null) => string {
  const { t, format, nameOf } = useText();
  const categories = useCategories('item');
  const places = useQueryOf('place.all', {}).data;
  const teams = useQueryOf('team.board', {}).data?.teams;
  return (field, value) => {
    if (value === null || value === '') return t('equipment.nothing');
    switch (field) {
      case 'categoryId':
        return categories.nameOf(String(value));
      case 'condition':
        return t(`equipment.conditions.${value}`);
      case 'placeId':
        return places?.find(({ id }) => id === value)?.key ?? t('common.unknown');
      case 'ownerTeamId': {
        const team = teams?.find(({ id }) => id === value);
        return team ? nameOf(team.names) : t('common.unknown');
      }
      case 'insideId':
        return t('equipment.another');
      case 'costMinor':
        return format.number(Number(value) / 100, 2);
      case 'nextDueOn':
      case 'boughtOn':
      case 'endOfLifeOn':
        return format.date(String(value));
      default:
        return String(value);
    }
  };
}
