import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { verdicts, type DryRow, type DryRun, type Look, type Verdict } from '../../electron/import/import.ts';
import { byteOrderMark, writeCsv } from '../../electron/spreadsheet/csv.ts';
import { ask, call } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Empty, Field, Problem } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText, type Text } from '../ui/text.ts';
import { changeText, faultText } from './fault-text.ts';
import { Notices } from './file-step.tsx';
import { importKeys } from './import-fields.ts';
import { goTo, importRows, useWork } from './import-work.ts';

const shapes: Record<Verdict, { readonly shape: string; readonly tone: string }> = {
  new: { shape: '+', tone: '' },
  changed: { shape: '≠', tone: '' },
  equal: { shape: '=', tone: 'dim' },
  refused: { shape: '▲', tone: 't2' },
};

/** What would happen, row by row with its reason, before anything does. */
export function RowsStep({ look, dryRun }: { readonly look: Look; readonly dryRun: DryRun }) {
  const { t, format } = useText();
  const { counts, blocked } = dryRun;
  const [verdict, setVerdict] = useState<Verdict | null>(counts.refused > 0 ? 'refused' : null);
  const [code, setCode] = useState('');
  const [text, setText] = useState('');
  const busy = useWork((work) => work.busy);
  const all = counts.new + counts.changed + counts.equal + counts.refused;
  const accepted = counts.new + counts.changed;
  const only = (one: Verdict | null): void => {
    setVerdict(one);
    setCode('');
  };
  return (
    <>
      <div className="import-counts" role="group" aria-label={t('import.counts')}>
        <Button aria-pressed={verdict === null} onPress={() => only(null)}>
          {t('import.all')} <b>{format.number(all, 0)}</b>
        </Button>
        {verdicts.map((one) => (
          <Button key={one} aria-pressed={verdict === one} onPress={() => only(one)}>
            <span aria-hidden className={shapes[one].tone}>
              {shapes[one].shape}
            </span>{' '}
            {t(`import.verdict.${one}`)} <b>{format.number(counts[one], 0)}</b>
          </Button>
        ))}
      </div>
      {blocked !== null && <Notices notices={[blocked]} />}
      <div className="pad import-guesses">
        <Field label={t('import.find')} value={text} onChange={setText} />
        {verdict === 'refused' && dryRun.reasons.length > 1 && (
          <Choice
            label={t('import.reason')}
            value={code}
            of={[
              { value: '', label: t('import.allReasons') },
              ...dryRun.reasons.map((reason) => ({
                value: reason.code,
                label: `${t(`import.reasons.${reason.code}`)} (${reason.count})`,
              })),
            ]}
            onChange={setCode}
          />
        )}
      </div>
      <Rows id={dryRun.id} verdict={verdict} code={code} text={text} />
      <div className="import-foot">
        <Button onPress={() => goTo('columns')}>{t('import.back')}</Button>
        {counts.refused > 0 && <SaveRefused look={look} dryRun={dryRun} />}
        <span className="grow" />
        <Button
          go
          autoFocus
          isDisabled={busy !== null || accepted === 0 || blocked !== null}
          onPress={() => void importRows()}
        >
          {t('import.run', { count: accepted, shown: format.number(accepted, 0) })}
        </Button>
      </div>
    </>
  );
}

const pageSize = 100;

function Rows(props: {
  readonly id: string;
  readonly verdict: Verdict | null;
  readonly code: string;
  readonly text: string;
}) {
  const text = useText();
  const { t } = text;
  const { id, verdict, code } = props;
  const noun = useWork((work) => work.noun);
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useInfiniteQuery({
    queryKey: ['import.rows', props],
    queryFn: ({ pageParam }) =>
      call('import.rows', {
        id,
        ...(verdict === null ? {} : { verdict }),
        ...(code === '' ? {} : { code }),
        text: props.text,
        after: pageParam,
        limit: pageSize,
      }),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.next === null ? undefined : Number(last.next)),
    placeholderData: (previous) => previous,
    // A dry run stands as it is; another has another key only when the file is read anew.
    gcTime: 0,
  });
  const rows = useMemo<readonly DryRow[]>(
    () => query.data?.pages.flatMap((page) => page.rows) ?? [],
    [query.data],
  );
  const keys = useRowKeys(
    rows.map(({ no }) => String(no)),
    chosen,
    setChosen,
  );
  if (query.data && rows.length === 0) return <Empty>{t('import.noRows')}</Empty>;
  return (
    <div
      className="scroll"
      onScroll={({ currentTarget: box }) => {
        const near = box.scrollHeight - box.scrollTop - box.clientHeight < 600;
        if (near && query.hasNextPage && !query.isFetching) void query.fetchNextPage();
      }}
    >
      <table className="list import-rows" role="grid" aria-label={t('import.step.rows')}>
        <thead>
          <tr>
            <th scope="col">{t('import.rowNo')}</th>
            <th scope="col">{t(`import.field.${importKeys[noun]}`)}</th>
            <th scope="col">{t('import.becomes')}</th>
            <th scope="col">{t('import.why')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.no} {...keys.rowProps(String(row.no))}>
              <td className="dim">{row.no}</td>
              <td>
                <b>{row.key}</b>
              </td>
              <td className={shapes[row.verdict].tone}>
                <span aria-hidden>{shapes[row.verdict].shape} </span>
                {t(`import.verdict.${row.verdict}`)}
              </td>
              <td>{whyOf(text, row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function whyOf(text: Text, row: DryRow): string {
  if (row.verdict === 'refused') return row.faults.map((fault) => faultText(text, fault)).join(' ');
  return row.changes.map((change) => changeText(text, change)).join('; ');
}

/** More than this is not mended by hand. */
const mostSaved = 20_000;

/** The refused rows as a file of their own, with the reasons, to be mended and brought again. */
function SaveRefused({ look, dryRun }: { readonly look: Look; readonly dryRun: DryRun }) {
  const text = useText();
  const { t, language } = text;
  const [state, setState] = useState<{ readonly path: string | null; readonly problem: string | null }>({
    path: null,
    problem: null,
  });
  async function save(): Promise<void> {
    const header = look.columns.map((column) => column.header);
    const lines: string[][] = [[t('import.rowNo'), t('import.why'), ...header]];
    for (let after = 0; lines.length <= mostSaved;) {
      const page = await call('import.rows', { id: dryRun.id, verdict: 'refused', after, limit: 500 });
      for (const row of page.rows) lines.push([String(row.no), whyOf(text, row), ...row.cells]);
      if (page.next === null) break;
      after = Number(page.next);
    }
    const saved = await ask('import.save', {
      name: `${look.name
        .replace(/\.[^.]*$/u, '')
        .replace(/[\\/:*?"<>|]/gu, '-')
        .slice(0, 80)} - ${t('import.verdict.refused')}.csv`,
      text: byteOrderMark + writeCsv(lines, language === 'en' || language === 'zh-Hans' ? ',' : ';'),
    });
    setState({
      path: saved.ok ? saved.value.path : null,
      problem: saved.ok ? null : refusalText(saved.refusal),
    });
  }
  return (
    <>
      <Button onPress={() => void save()}>{t('import.saveRefused')}</Button>
      {state.path !== null && (
        <span role="status" className="muted import-saved">
          ✓ {t('import.saved', { path: state.path })}
        </span>
      )}
      <Problem>{state.problem}</Problem>
    </>
  );
}
