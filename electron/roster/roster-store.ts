import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Roster } from './roster.ts';

type Row = Omit<Roster, 'phases' | 'officeDays'> & { readonly phases: string; readonly officeDays: string };
const columns =
  'id, anchorOn, cycle, phases, dayStartsAt, nightStartsAt, officeFrom, officeTo, officeDays, version';

const toRow = (roster: Roster): Row => ({
  ...roster,
  phases: JSON.stringify(roster.phases),
  officeDays: JSON.stringify(roster.officeDays),
});

/** The site's roster, if one was set. */
export function rosterOf(db: ReadHandle): Roster | undefined {
  const row = db.get<Row>(`SELECT ${columns} FROM roster LIMIT 1`);
  return (
    row && {
      ...row,
      phases: JSON.parse(row.phases) as Roster['phases'],
      officeDays: JSON.parse(row.officeDays) as number[],
    }
  );
}

/** Writes the one row: the first roster, or what it has become. */
export function saveRoster(db: WriteHandle, roster: Roster): void {
  db.run(
    `INSERT INTO roster (${columns}) VALUES (@id, @anchorOn, @cycle, @phases, @dayStartsAt, @nightStartsAt, @officeFrom,
       @officeTo, @officeDays, @version)
     ON CONFLICT (id) DO UPDATE SET anchorOn = @anchorOn, cycle = @cycle, phases = @phases, dayStartsAt = @dayStartsAt,
       nightStartsAt = @nightStartsAt, officeFrom = @officeFrom, officeTo = @officeTo, officeDays = @officeDays,
       version = @version`,
    toRow(roster),
  );
}
