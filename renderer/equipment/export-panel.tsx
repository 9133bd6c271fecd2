import { useEffect, useState } from 'react';
import type { EquipmentColumn } from '../../electron/equipment/equipment-filter.ts';
import {
  labelsMost,
  type ExportedEquipment,
  type ExportEquipmentInput,
} from '../../electron/equipment/export.ts';
import type { Refusal } from '../../electron/refusal.ts';
import { ask, listen } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Button, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { countPicked, type Picked } from './picked.ts';
import type { Filter, Order } from './use-equipment.ts';

type Form = ExportEquipmentInput['form'];
const forms: readonly { readonly form: Form; readonly delimiter?: ',' | ';'; readonly text: string }[] = [
  { form: 'workbook', text: 'export.workbook' },
  { form: 'csv', delimiter: ';', text: 'export.csvSemicolon' },
  { form: 'csv', delimiter: ',', text: 'export.csvComma' },
  { form: 'labels', text: 'export.labels' },
];

/** Writes exactly what the list shows, or what was picked in it, to a file: a table, or labels to be stuck on. */
export function ExportPanel(props: {
  readonly filter: Filter;
  readonly order: Order;
  readonly columns: readonly EquipmentColumn[];
  readonly picked: Picked;
  readonly total: number;
  readonly done: () => void;
}) {
  const { filter, order, columns, picked, total, done } = props;
  const { t, language, format } = useText();
  const [state, setState] = useState<{
    readonly running: Form | null;
    readonly rows: number;
    readonly made: ExportedEquipment | null;
    readonly refusal: Refusal | null;
  }>({ running: null, rows: 0, made: null, refusal: null });
  useEffect(
    () =>
      listen('progress', ({ job, done: rows }) => {
        if (job === 'equipment.export') setState((before) => ({ ...before, rows }));
      }),
    [],
  );
  const few = countPicked(picked, total) > 0 && !picked.all;
  const count = few ? countPicked(picked, total) : total;

  async function write(form: Form, delimiter: ',' | ';'): Promise<void> {
    setState({ running: form, rows: 0, made: null, refusal: null });
    const names = { en: 'en', 'sr-Latn': 'srLatn', 'sr-Cyrl': 'srLatn', 'zh-Hans': 'zhHans' } as const;
    const result = await ask('equipment.export', {
      filter,
      order: { ...order, language: names[language] },
      columns: [...columns],
      ...(few && !picked.all ? { ids: [...picked.ids] } : {}),
      form,
      delimiter,
      language,
    });
    setState({
      running: null,
      rows: 0,
      made: result.ok ? result.value : null,
      refusal: result.ok ? null : result.refusal,
    });
  }

  return (
    <Panel title={t('export.title')}>
      <div className="scroll pad eq-side">
        <p>
          {t(few ? 'export.picked' : 'export.shown', { count, shown: format.number(count, 0) })}
          <span className="muted"> {t('export.help')}</span>
        </p>
        {forms.map(({ form, delimiter = ';', text }) => (
          <Button
            key={text}
            autoFocus={text === forms[0]?.text}
            isDisabled={state.running !== null || count === 0}
            onPress={() => void write(form, delimiter)}
          >
            {t(text)}
          </Button>
        ))}
        <p className="muted">{t('export.labelsHelp', { most: labelsMost })}</p>
        {state.running !== null && (
          <p role="status">
            {t('export.running')} {state.rows > 0 && format.number(state.rows, 0)}{' '}
            <Button onPress={() => void ask('job.cancel', { job: 'equipment.export' })}>
              {t('import.stop')}
            </Button>
          </p>
        )}
        {state.made !== null && state.made.path !== null && (
          <p role="status">
            ✓ {t('export.made', { count: state.made.rows, shown: format.number(state.made.rows, 0) })}{' '}
            <span className="export-path">{state.made.path}</span>
          </p>
        )}
        <Problem>{state.refusal && refusalText(state.refusal)}</Problem>
        <div className="row">
          <Button onPress={done}>{t('common.close')}</Button>
        </div>
      </div>
    </Panel>
  );
}
