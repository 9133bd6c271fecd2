import type { Look, Notice } from '../../electron/import/import.ts';
import { delimiters } from '../../electron/spreadsheet/csv.ts';
import { encodings } from '../../electron/spreadsheet/encoding.ts';
import { Choice } from '../ui/choice.tsx';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { goTo, putAway, readAs, useWork } from './import-work.ts';

/** The file as it was understood; each guess can be changed, and the letters show at once whether it was right. */
export function FileStep({ look, choose }: { readonly look: Look | null; readonly choose: () => void }) {
  const { t } = useText();
  const { busy } = useWork();
  if (!look)
    return (
      <div className="import-drop">
        <p>{t('import.drop')}</p>
        <Button go autoFocus isDisabled={busy !== null} onPress={choose}>
          {t('import.choose')}
        </Button>
        <p className="muted">{t('import.takes')}</p>
      </div>
    );
  return (
    <>
      <div className="pad import-guesses">
        <Guesses look={look} />
      </div>
      <Notices notices={look.notices} />
      <Beginning look={look} />
      <div className="import-foot">
        <Button onPress={choose}>{t('import.other')}</Button>
        <Button onPress={putAway}>{t('import.putAway')}</Button>
        <span className="grow" />
        {/* another file takes the focus on; another way to read the same one leaves it where it is */}
        <Button
          key={`${look.name} ${look.bytes}`}
          go
          autoFocus
          isDisabled={busy !== null}
          onPress={() => goTo('columns')}
        >
          {t('import.toColumns')}
        </Button>
      </div>
    </>
  );
}

function Guesses({ look }: { readonly look: Look }) {
  const { t, format } = useText();
  return (
    <>
      {look.encoding !== null && (
        <Choice
          label={t('import.encoding')}
          value={look.encoding}
          of={encodings.map((value) => ({ value, label: t(`import.encodings.${value}`) }))}
          onChange={(encoding) => void readAs({ encoding })}
        />
      )}
      {look.delimiter !== null && (
        <Choice
          label={t('import.delimiter')}
          value={look.delimiter}
          of={delimiters.map((value) => ({
            value,
            label: t(`import.delimiters.${value === ',' ? 'comma' : value === ';' ? 'semicolon' : 'tab'}`),
          }))}
          onChange={(delimiter) => void readAs({ delimiter })}
        />
      )}
      {look.sheet !== null && (
        <Choice
          label={t('import.sheet')}
          value={look.sheet}
          of={look.sheets.map((value) => ({ value, label: value }))}
          onChange={(sheet) => void readAs({ sheet })}
        />
      )}
      <Choice
        label={t('import.headerRow')}
        value={String(look.headerRow)}
        of={look.first.map((row, at) => ({
          value: String(at),
          label: `${at + 1}: ${row.filter(Boolean).join(' · ').slice(0, 40)}`,
        }))}
        onChange={(row) => void readAs({ headerRow: Number(row) })}
      />
      <p className="muted import-size">
        {t('import.rowCount', { count: look.rowCount, shown: format.number(look.rowCount, 0) })} ·{' '}
        {format.number(look.bytes / 1024, 0)} kB
      </p>
      {!look.encodingSure && (
        <p className="t3 import-size">
          <span aria-hidden>● </span>
          {t('import.unsure')}
        </p>
      )}
    </>
  );
}

export function Notices({ notices }: { readonly notices: readonly Notice[] }) {
  const { t } = useText();
  if (notices.length === 0) return null;
  return (
    <ul className="import-notices">
      {notices.map(({ code, facts }) => (
        <li key={code} className={code === 'cut' ? 't1' : 't3'}>
          <span aria-hidden>{code === 'cut' ? '■' : '●'} </span>
          {t(`import.notice.${code}`, facts)}
        </li>
      ))}
    </ul>
  );
}

function Beginning({ look }: { readonly look: Look }) {
  const { t } = useText();
  const width = Math.max(1, ...look.first.map((row) => row.length));
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('import.beginning')}>
      <table className="list import-cells">
        <caption className="sr-only">{t('import.beginning')}</caption>
        <tbody>
          {look.first.map((row, at) => (
            <tr
              key={at}
              data-header={at === look.headerRow || undefined}
              data-above={at < look.headerRow || undefined}
            >
              <th scope="row" className="dim">
                {at + 1}
              </th>
              {Array.from({ length: width }, (_, column) => (
                <td key={column}>{row[column] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
