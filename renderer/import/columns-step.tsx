import type { Look } from '../../electron/import/import.ts';
import { dayOrders } from '../../electron/spreadsheet/day.ts';
import { decimalSigns } from '../../electron/spreadsheet/number.ts';
import { Choice } from '../ui/choice.tsx';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { importFields } from './import-fields.ts';
import { checkRows, goTo, takeColumn, useWork, writtenAs } from './import-work.ts';

/** What each column holds: guessed by its header, confirmed by the person who sees what stands under it. */
export function ColumnsStep({ look }: { readonly look: Look }) {
  const { t } = useText();
  const { noun, columns, decimal, dayOrder, busy } = useWork();
  const fields = importFields[noun];
  const takes = (kind: string): boolean =>
    columns.some((key) => fields.some((field) => field.key === key && field.kind === kind));
  const lacking = fields.filter(({ key, required }) => required && !columns.includes(key));
  return (
    <>
      <div className="pad import-guesses">
        {takes('day') && (
          <Choice
            label={t('import.dayOrder')}
            value={dayOrder}
            of={dayOrders.map((value) => ({ value, label: t(`import.dayOrders.${value}`) }))}
            onChange={(value) => writtenAs({ dayOrder: value })}
          />
        )}
        {(takes('money') || takes('number')) && (
          <Choice
            label={t('import.decimal')}
            value={decimal}
            of={decimalSigns.map((value) => ({
              value,
              label: t(`import.decimals.${value === ',' ? 'comma' : 'point'}`),
            }))}
            onChange={(value) => writtenAs({ decimal: value })}
          />
        )}
        <p className="muted import-size">{t('import.emptyKeeps')}</p>
        {lacking.length > 0 && (
          <p className="t3 import-size">
            <span aria-hidden>● </span>
            {t('import.lacking', { fields: lacking.map(({ key }) => t(`import.field.${key}`)).join(', ') })}
          </p>
        )}
      </div>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('import.step.columns')}>
        <table className="list import-columns">
          <thead>
            <tr>
              <th scope="col">{t('import.column')}</th>
              <th scope="col">{t('import.samples')}</th>
              <th scope="col">{t('import.holds')}</th>
            </tr>
          </thead>
          <tbody>
            {look.columns.map((column, at) => (
              <tr key={at}>
                <th scope="row">{column.header || <span className="dim">{t('import.noHeader')}</span>}</th>
                <td className="muted">{column.samples.join(' · ')}</td>
                <td>
                  <select
                    className="input"
                    aria-label={t('import.holdsOf', { column: column.header || String(at + 1) })}
                    value={columns[at] ?? ''}
                    onChange={(event) => takeColumn(at, event.target.value || null)}
                  >
                    <option value="">{t('import.notTaken')}</option>
                    {fields.map(({ key }) => (
                      <option key={key} value={key}>
                        {t(`import.field.${key}`)}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="import-foot">
        <Button onPress={() => goTo('file')}>{t('import.back')}</Button>
        <span className="grow" />
        <span className="muted">{t('import.nothingYet')}</span>
        <Button go autoFocus isDisabled={busy !== null} onPress={() => void checkRows()}>
          {t('import.check')}
        </Button>
      </div>
    </>
  );
}
