import { dueSpans, type DueCounts, type DueSpan } from '../../electron/duty/duty.ts';
import { useQueryOf } from '../api.ts';
import { KeyedName } from '../ui/keyed-name.tsx';
import { Panel } from '../ui/parts.tsx';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';

/** Which span and which place, each with its number. */
export function DueSide(props: {
  readonly span: DueSpan;
  readonly counts: DueCounts | undefined;
  readonly placeId: string | null | undefined;
  readonly onSpan: (span: DueSpan) => void;
  readonly onPlace: (placeId: string | null | undefined) => void;
}) {
  const { t, format, nameOf } = useText();
  const { span, counts } = props;
  const day = counts ? format.date(counts.before) : '';
  const places = useQueryOf('duty.places', { span }, { nouns: ['equipment', 'place'] }).data ?? [];
  const all = '*';
  const keyOf = (id: string | null | undefined): string => (id === undefined ? all : (id ?? ''));
  const spanKeys = useRowKeys(dueSpans, span, (id) => {
    const to = dueSpans.find((one) => one === id);
    if (to !== undefined && to !== span) props.onSpan(to);
  });
  const placeKeys = useRowKeys(
    [all, ...places.map(({ place }) => place?.id ?? '')],
    keyOf(props.placeId),
    (id) => {
      if (id !== keyOf(props.placeId)) props.onPlace(id === all ? undefined : id === '' ? null : id);
    },
  );
  return (
    <Panel title={t('nav.due')}>
      <table className="list due-spans" role="grid" aria-label={t('nav.due')}>
        <tbody>
          {dueSpans.map((one) => {
            const count = counts?.counts[one] ?? 0;
            const late = one === 'overdue' && count > 0;
            return (
              <tr key={one} {...spanKeys.rowProps(one)}>
                <td>{t(`duty.span.${one}`, { day })}</td>
                <td className={`num ${late ? 't3' : 'muted'}`}>
                  {late && <span aria-hidden>● </span>}
                  {format.number(count)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <h3 className="due-head">{t('duty.places')}</h3>
      <div className="scroll">
        <table className="list" role="grid" aria-label={t('duty.places')}>
          <tbody>
            <tr {...placeKeys.rowProps(all)}>
              <td>{t('duty.everywhere')}</td>
              <td className="num muted">{format.number(counts?.counts[span] ?? 0)}</td>
            </tr>
            {places.map(({ place, count }) => (
              <tr key={place?.id ?? ''} {...placeKeys.rowProps(place?.id ?? '')}>
                <td>
                  {place ? <KeyedName code={place.key} name={nameOf(place.names)} /> : t('duty.noPlace')}
                </td>
                <td className="num muted">{format.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
