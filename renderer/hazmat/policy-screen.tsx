import { useState } from 'react';
import {
  changesBetween, type Figure, type Figures, type FigureValue, type PolicyState,
} from '../../electron/hazmat/policy.ts'; // prettier-ignore
import { useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { useForm } from '../ui/form.ts';
import { useIntent } from '../ui/intent.ts';
import { numberOf } from '../ui/number-of.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { Changes, Effect, PastPolicies, Proposal } from './policy-change.tsx';
import { figureText, figureValue } from './policy-text.ts';
import './hazmat.css';
import './policy.css';

type Shown = PolicyState['figures'][number];
const kinds = ['pair', 'shore', 'limit'] as const;

/** The rules by which the site keeps goods apart: the shipped figures, its own beside them, and what somebody would change. */
export default function PolicyScreen() {
  const { t } = useText();
  const state = useQueryOf('hazmatPolicy.state', {}, { nouns: ['hazmatPolicy', 'confirmation'] }).data;
  const may = useMay('hazmatPolicy.propose');
  const [changing, setChanging] = useState(false);
  useIntent('hazmatPolicy.propose', () => setChanging(true));
  if (!state) return <Panel title={t('nav.policy')}>{null}</Panel>;
  return changing && state.proposal === null ? (
    <Change state={state} done={() => setChanging(false)} />
  ) : (
    <div className="two-columns hazmat">
      <Panel title={t('nav.policy')} aside={t('hazmat.edition', { edition: state.edition })}>
        <Table figures={state.figures} cell={(figure) => <Value figure={figure} />} />
      </Panel>
      <Panel
        title={state.proposal ? t('hazmat.policy.waiting') : t('hazmat.policy.inForce')}
        aside={
          state.inForce === null
            ? t('hazmat.policy.asShipped')
            : t('hazmat.policy.own', { count: ownOf(state) })
        }
      >
        <div className="scroll store-detail" tabIndex={0} role="region" aria-label={t('common.details')}>
          {state.proposal ? (
            <Proposal key={state.proposal.id} proposal={state.proposal} figures={state.figures} />
          ) : (
            may && (
              <Button className="add" onPress={() => setChanging(true)}>
                {t('hazmat.policy.change')}
              </Button>
            )
          )}
          <p className="muted">{t('hazmat.policy.help')}</p>
          <PastPolicies past={state.past} figures={state.figures} />
        </div>
      </Panel>
    </div>
  );
}

const ownOf = (state: PolicyState): number =>
  state.figures.filter(({ value, shipped }) => value !== shipped).length;

function Table({
  figures,
  cell,
}: {
  readonly figures: readonly Shown[];
  readonly cell: (figure: Shown) => React.ReactNode;
}) {
  const text = useText();
  const { t } = text;
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('hazmat.policy.figures')}>
      <table className="list policy-figures">
        <thead>
          <tr>
            <th scope="col">{t('hazmat.policy.figures')}</th>
            <th scope="col">{t('hazmat.policy.value')}</th>
            <th scope="col">{t('hazmat.policy.shipped')}</th>
          </tr>
        </thead>
        {kinds.map((kind) => (
          <tbody key={kind}>
            <tr>
              <th scope="rowgroup" colSpan={3}>
                {t(`hazmat.policy.kind.${kind}`)}
              </th>
            </tr>
            {figures
              .filter(({ of }) => of.kind === kind)
              .map((figure) => (
                <tr key={figure.name}>
                  <td>
                    {figureText(text, figure)}
                    {figure.of.kind === 'pair' && (
                      <span className="muted"> {t(`hazmat.why.${figure.of.why}`)}</span>
                    )}
                  </td>
                  <td>{cell(figure)}</td>
                  <td className="muted nowrap">
                    {figureValue(text, figure.unit, figure.shipped)}
                    {figure.verified && (
                      <>
                        <span aria-hidden> ✓</span>
                        <span className="sr-only"> {t('hazmat.policy.verified')}</span>
                      </>
                    )}
                  </td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Value({ figure }: { readonly figure: Shown }) {
  const text = useText();
  const own = figure.value !== figure.shipped;
  return (
    <span className="nowrap">
      {own && <span aria-hidden>◆ </span>}
      {own ? (
        <b>
          {figureValue(text, figure.unit, figure.value)}
          <span className="sr-only"> {text.t('hazmat.policy.ownOne')}</span>
        </b>
      ) : (
        figureValue(text, figure.unit, figure.value)
      )}
    </span>
  );
}

interface Typed {
  /** What was typed over a figure, by its name. */
  readonly values: Readonly<Record<string, string>>;
  readonly reason: string;
}

/** As people type it: shares in percent. */
const typedOf = ({ unit }: Figure, value: FigureValue): string =>
  typeof value === 'string' ? value : String(unit === 'share' ? Math.round(value * 1000) / 10 : value);

function valueOf(figure: Figure, typed: string): FigureValue {
  if (typed === 'condition' || typed === 'forbidden') return typed;
  const value = numberOf(typed) ?? Number.NaN;
  return figure.unit === 'share' ? Math.round(value * 10) / 1000 : value;
}

function Change({ state, done }: { readonly state: PolicyState; readonly done: () => void }) {
  const text = useText();
  const { t } = text;
  const form = useForm<'hazmatPolicy.propose', Typed>(
    'hazmatPolicy.propose',
    { values: {}, reason: '' },
    { draft: 'hazmatPolicy' },
  );
  const { typed, change, problemOf } = form;
  const shownOf = (figure: Shown): string => typed.values[figure.name] ?? typedOf(figure, figure.value);
  const values = state.figures.map((figure) => ({ figure, value: valueOf(figure, shownOf(figure)) }));
  const wrong = values.filter(({ value }) => Number.isNaN(value)).map(({ figure }) => figure);
  const figures: Figures = Object.fromEntries(
    values
      .filter(({ figure, value }) => value !== figure.shipped && !Number.isNaN(value))
      .map(({ figure, value }) => [figure.name, value]),
  );
  const changes = changesBetween(state.inForce?.figures ?? {}, figures);
  const set = (name: string, value: string): void => change({ values: { ...typed.values, [name]: value } });
  function leave(): void {
    form.forget();
    done();
  }
  return (
    <form
      ref={form.box}
      className="two-columns hazmat"
      aria-label={t('hazmat.policy.change')}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.length > 0) return;
        const input = { baseId: state.inForce?.id ?? null, figures, reason: typed.reason };
        void form.send(input).then((result) => result.ok && done());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) leave();
      }}
    >
      <Panel title={t('hazmat.policy.change')} aside={t('hazmat.edition', { edition: state.edition })}>
        <Table
          figures={state.figures}
          cell={(figure) =>
            figure.unit === 'sameStore' ? (
              <select
                className="input"
                aria-label={figureText(text, figure)}
                value={shownOf(figure)}
                onChange={(event) => set(figure.name, event.target.value)}
              >
                {(['condition', 'forbidden'] as const).map((one) => (
                  <option key={one} value={one}>
                    {t(`hazmat.policy.sameStores.${one}`)}
                  </option>
                ))}
              </select>
            ) : (
              <input
                className="input"
                inputMode="decimal"
                aria-label={`${figureText(text, figure)}, ${t(`hazmat.policy.unit.${figure.unit}`)}`}
                aria-invalid={wrong.includes(figure)}
                value={shownOf(figure)}
                onChange={(event) => set(figure.name, event.target.value)}
              />
            )
          }
        />
      </Panel>
      <Panel title={t('hazmat.policy.changes')}>
        <div className="scroll edit-form" tabIndex={0} role="region" aria-label={t('hazmat.policy.changes')}>
          <Changes changes={changes} figures={state.figures} />
          {changes.length > 0 && wrong.length === 0 && <Effect figures={figures} />}
          <Field
            label={t('hazmat.policy.reason')}
            lines={3}
            value={typed.reason}
            onChange={(reason) => change({ reason })}
            problem={problemOf('reason')}
          />
          <Problem>
            {wrong[0] ? t('stock.notANumber', { field: figureText(text, wrong[0]) }) : form.problem}
          </Problem>
          <div className="row">
            <Button go type="submit" isDisabled={form.pending || changes.length === 0}>
              {t('hazmat.policy.propose')}
            </Button>
            <Button
              onPress={() =>
                change({
                  values: Object.fromEntries(
                    state.figures.map((figure) => [figure.name, typedOf(figure, figure.shipped)]),
                  ),
                })
              }
            >
              {t('hazmat.policy.reset')}
            </Button>
            <Button onPress={leave}>{t('common.cancel')}</Button>
          </div>
        </div>
      </Panel>
    </form>
  );
}
