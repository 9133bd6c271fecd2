import { useQueryOf } from '../api.ts';
import { useNow } from './clock.ts';
import { useText } from './text.ts';

/** Who changed a row and when, from the journal, newest first; with what is different from the change before. */
export function RowHistory({
  noun,
  id,
  fields = {},
}: {
  readonly noun: string;
  readonly id: string;
  /** Locale keys of the fields worth telling apart, by their name in the row. */
  readonly fields?: Readonly<
    Record<string, { readonly label: string; readonly show?: (value: unknown) => string }>
  >;
}) {
  const { t, format } = useText();
  const now = new Date(useNow(60_000)).toISOString();
  const lines = useQueryOf('journal.history', { noun, id }, { nouns: [noun] }).data ?? [];
  const rows = lines.map(
    (line) =>
      line.rows.find((row) => row.noun === noun && row.id === id)?.row as Record<string, unknown> | undefined,
  );
  return (
    <ul className="row-history">
      {lines.map((line, index) => {
        const before = rows[index + 1];
        const after = rows[index];
        const changed =
          before && after
            ? Object.entries(fields).flatMap(([name, { label, show = String }]) =>
                JSON.stringify(before[name]) === JSON.stringify(after[name])
                  ? []
                  : [`${t(label)}: ${show(before[name])} → ${show(after[name])}`],
              )
            : [];
        return (
          <li key={line.seq}>
            <span className="dim">{format.moment(line.at, now)}</span> {line.byName}
            <div className="muted">
              {changed.length > 0 ? changed.join(' · ') : t(`journal.command.${line.name}`)}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
