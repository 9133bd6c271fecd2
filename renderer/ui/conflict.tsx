import './form.css';
import { Button } from './parts.tsx';
import { useText } from './text.ts';

/** Someone was quicker: what differs, side by side, and which of the two stays. */
export function Conflict({
  rows,
  onMine,
  onTheirs,
}: {
  readonly rows: readonly { readonly label: string; readonly mine: string; readonly theirs: string }[];
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}) {
  const { t } = useText();
  const differ = rows.filter(({ mine, theirs }) => mine !== theirs);
  return (
    <div className="conflict" role="alert">
      <p>{t('common.conflict.both')}</p>
      {differ.length > 0 && (
        <table className="list">
          <thead>
            <tr>
              <td />
              <th scope="col">{t('common.conflict.mine')}</th>
              <th scope="col">{t('common.conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {differ.map(({ label, mine, theirs }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{mine}</td>
                <td>{theirs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="row">
        <Button go onPress={onMine}>
          {t('common.conflict.takeMine')}
        </Button>
        <Button onPress={onTheirs}>{t('common.conflict.takeTheirs')}</Button>
      </div>
    </div>
  );
}
