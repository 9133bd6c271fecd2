import { useEffect, useState } from 'react';
import { useQueryOf } from '../api.ts';
import { LogLine, saidBy } from '../incident/log-line.tsx';
import { Button, Empty, Field } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import '../incident/log.css';

/** The exercise's log: arrows walk it, Space or Enter picks an entry as evidence or lets it go, Escape is done. */
export function EvidencePicker(props: {
  readonly incidentId: string;
  readonly picked: readonly string[];
  readonly onPick: (evidence: string[]) => void;
  readonly onDone: () => void;
}) {
  const text = useText();
  const { t } = text;
  const zone = useQueryOf('site.info', {}).data?.timeZone;
  const { picked } = props;
  const [words, setWords] = useState('');
  const [before, setBefore] = useState<number | undefined>(undefined);
  const [chosen, setChosen] = useState<string | null>(null);
  const page = useQueryOf(
    'log.page',
    { incidentId: props.incidentId, limit: 200, ...(before === undefined ? {} : { before }) },
    { nouns: ['logEntry'] },
  ).data;
  const wanted = words.trim().toLowerCase();
  const rows = (page?.rows ?? []).filter(
    (entry) => entry.struckAt === null && saidBy(entry, text, zone).toLowerCase().includes(wanted),
  );
  const toggle = (id: string): void =>
    props.onPick(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id]);
  const keys = useRowKeys(
    rows.map(({ id }) => id),
    chosen,
    setChosen,
    (event, id) => {
      if (event.key === 'Escape') props.onDone();
      else if (event.key === ' ' || event.key === 'Enter') toggle(id);
      else return;
      event.preventDefault();
    },
  );
  const first = rows[0]?.id;
  const { focus } = keys;
  useEffect(() => {
    if (first !== undefined && chosen === null) focus(first);
  }, [first, chosen, focus]);
  return (
    <section className="evidence-picker" aria-label={t('evaluation.pickEvidence')}>
      <div className="form-line">
        <Field label={t('common.filter')} value={words} onChange={setWords} />
        {page && page.before !== null && (
          <Button onPress={() => setBefore(page.before ?? undefined)}>
            {t('evaluation.earlierEntries')}
          </Button>
        )}
        {before !== undefined && (
          <Button onPress={() => setBefore(undefined)}>{t('evaluation.newestEntries')}</Button>
        )}
        <Button onPress={props.onDone}>{t('common.close')}</Button>
      </div>
      <p className="help">{t('evaluation.pickHelp')}</p>
      {page && rows.length === 0 ? (
        <Empty>{t('evaluation.noEntries')}</Empty>
      ) : (
        <div className="scroll evidence-rows">
          <table className="list" role="grid" aria-label={t('evaluation.pickEvidence')}>
            <tbody>
              {rows.map((entry) => (
                <tr key={entry.id} {...keys.rowProps(entry.id)} onDoubleClick={() => toggle(entry.id)}>
                  <td className="picked">
                    {picked.includes(entry.id) && (
                      <>
                        <span aria-hidden>✓</span>
                        <span className="sr-only">{t('evaluation.picked')}</span>
                      </>
                    )}
                  </td>
                  <td>
                    <div className="line">
                      <LogLine entry={entry} correctsAt={null} zone={zone} plain />
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
