import type { ReadHandle, WriteHandle } from '../database.ts';
import type { Muster } from './muster.ts';

type MusterRow = Omit<Muster, 'expectedNames' | 'missing'> & {
  readonly expectedNames: string;
  readonly missing: string;
};
const columns =
  'id, incidentId, placeId, expected, expectedNames, counted, missing, countedAt, countedBy, version';

function toMuster(row: MusterRow): Muster {
  return {
    ...row,
    expectedNames: JSON.parse(row.expectedNames) as Muster['expectedNames'],
    missing: JSON.parse(row.missing) as Muster['missing'],
  };
}

/** Keeps the newest count of a point; the ones before stand in the journal. */
export function saveMuster(db: WriteHandle, muster: Muster): void {
  db.run(
    `INSERT INTO muster (${columns})
     VALUES (@id, @incidentId, @placeId, @expected, @expectedNames, @counted, @missing, @countedAt, @countedBy, @version)
     ON CONFLICT (id) DO UPDATE SET expected = excluded.expected, expectedNames = excluded.expectedNames,
       counted = excluded.counted, missing = excluded.missing, countedAt = excluded.countedAt,
       countedBy = excluded.countedBy, version = excluded.version`,
    {
      ...muster,
      expectedNames: JSON.stringify(muster.expectedNames),
      missing: JSON.stringify(muster.missing),
    },
  );
}

export function musterAt(db: ReadHandle, incidentId: string, placeId: string): Muster | undefined {
  const row = db.get<MusterRow>(
    `SELECT ${columns} FROM muster WHERE incidentId = ? AND placeId = ?`,
    incidentId,
    placeId,
  );
  return row && toMuster(row);
}

/** The counts of an incident; a site has tens of muster points. */
export function mustersOf(db: ReadHandle, incidentId: string): Muster[] {
  return db
    .all<MusterRow>(`SELECT ${columns} FROM muster WHERE incidentId = ? LIMIT 1000`, incidentId)
    .map(toMuster);
}
