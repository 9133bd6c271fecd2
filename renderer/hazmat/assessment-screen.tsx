import { useState } from 'react';
import type { FindingLine } from '../../electron/hazmat/finding.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { Findings, findingText, VerdictMark } from './findings.tsx';
import { Pager, usePages } from './pager.tsx';
import { figureText, figureValue } from './policy-text.ts';
import './hazmat.css';

/** The whole site against its rules; what is undertaken about a finding is an action. */
export default function AssessmentScreen() {
  const text = useText();
  const { t } = text;
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const pages = usePages(typed);
  const page = useQueryOf(
    'hazmat.assessment',
    { text: typed, limit: 100, ...(pages.after === undefined ? {} : { after: pages.after }) },
    {
      nouns: [
        'lot',
        'store',
        'substance',
        'movement',
        'tank',
        'place',
        'action',
        'findingAction',
        'hazmatPolicy',
      ],
    },
  ).data;
  const rows = page?.findings.rows ?? [];
  const open = rows.find(({ key }) => key === chosen) ?? rows[0];
  const keys = useRowKeys(
    rows.map(({ key }) => key),
    open?.key ?? null,
    setChosen,
  );
  return (
    <div className="two-columns hazmat">
      <Panel
        title={t('nav.assessment')}
        aside={
          page &&
          t('hazmat.assessed', {
            stores: page.assessed,
            forbidden: page.forbidden,
            conditions: page.conditions,
          })
        }
      >
        <div className="pad">
          <Field label={t('hazmat.findFinding')} value={typed} onChange={setTyped} />
        </div>
        {page && rows.length === 0 ? (
          <Empty>{typed === '' ? t('hazmat.nothingFound') : t('common.nothingFound', { text: typed })}</Empty>
        ) : (
          <div className="scroll">
            <table className="list stores" role="grid" aria-label={t('nav.assessment')}>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.key} {...keys.rowProps(row.key)}>
                    <td>
                      <b className="nowrap">{row.storeKey}</b>
                    </td>
                    <td>{findingText(text, row)}</td>
                    <td className="movement-side">
                      <VerdictMark verdict={row.verdict} />
                      {row.action && <div className="muted">{t(`action.state.${row.action.state}`)}</div>}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Pager page={page?.findings} pages={pages} />
      </Panel>
      <Panel
        title={open ? open.storeKey : t('common.details')}
        aside={page && t('hazmat.edition', { edition: page.edition })}
      >
        {open ? <Answer key={open.key} finding={open} /> : <Empty>{t('hazmat.nothingFound')}</Empty>}
        {page && page.own.length > 0 && <OwnFigures names={page.own} />}
      </Panel>
    </div>
  );
}

/** Which of the site's own figures the assessment went by. */
function OwnFigures({ names }: { readonly names: readonly string[] }) {
  const text = useText();
  const { t } = text;
  const figures = useQueryOf('hazmatPolicy.state', {}, { nouns: ['hazmatPolicy'] }).data?.figures ?? [];
  return (
    <section className="own-figures" aria-label={t('hazmat.policy.inForce')}>
      <h3>◆ {t('hazmat.ownUsed', { count: names.length })}</h3>
      <ul>
        {figures
          .filter(({ name }) => names.includes(name))
          .map((figure) => (
            <li key={figure.name}>
              {figureText(text, figure)}: <b>{figureValue(text, figure.unit, figure.value)}</b>{' '}
              <span className="muted">
                ({t('hazmat.policy.shipped')}: {figureValue(text, figure.unit, figure.shipped)})
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Answer({ finding }: { readonly finding: FindingLine }) {
  const text = useText();
  const { t, format } = text;
  const may = useMay('hazmat.answerFinding');
  const answer = useCommand('hazmat.answerFinding');
  const [open, setOpen] = useState(false);
  const [owner, setOwner] = useState('');
  const [dueOn, setDueOn] = useState('');
  const [words, setWords] = useState(() => `${finding.storeKey}: ${findingText(text, finding)}`);
  return (
    <div className="scroll store-detail" tabIndex={0} role="region" aria-label={finding.storeKey}>
      <Findings findings={[finding]} />
      {finding.action && (
        <p>
          {t(`action.state.${finding.action.state}`)} · {format.date(finding.action.dueOn)}
        </p>
      )}
      {may && !open && finding.action?.state !== 'open' && (
        <Button className="add" onPress={() => setOpen(true)}>
          {t('hazmat.makeAction')}
        </Button>
      )}
      {open && (
        <ShortForm
          title={t('hazmat.makeAction')}
          problem={answer.problem}
          pending={answer.pending}
          send={async () => {
            if ((await answer.run({ findingKey: finding.key, text: words, owner, dueOn })).ok) setOpen(false);
          }}
          done={() => setOpen(false)}
        >
          <Field label={t('hazmat.actionText')} lines={3} value={words} onChange={setWords} />
          <Field label={t('hazmat.owner')} value={owner} onChange={setOwner} autoFocus />
          <Field label={t('hazmat.due')} type="date" value={dueOn} onChange={setDueOn} />
        </ShortForm>
      )}
    </div>
  );
}
