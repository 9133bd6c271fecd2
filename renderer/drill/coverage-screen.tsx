import { useState } from 'react';
import type { Coverage, CoverageCounts } from '../../electron/drill/coverage.ts';
import type { DrillKind } from '../../electron/drill/drill.ts';
import type { DrillLine, ProgrammeLine } from '../../electron/drill/month.ts';
import { crews, type Crew } from '../../electron/person/person.ts';
import { wallAt } from '../../electron/roster/local-time.ts';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { Choice } from '../ui/choice.tsx';
import { useNow } from '../ui/clock.ts';
import { Button, Empty, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { CoverageGrid, type CoverageRow } from './coverage-grid.tsx';
import { CoveragePeople } from './coverage-people.tsx';
import { KindSign, stateShapes } from './kind-sign.tsx';
import { chosenProgramme, drillNouns } from './programme.ts';
import { useZone } from './zone.ts';
import './coverage.css';
import './month.css';

const views = ['places', 'shifts', 'people'] as const;
type View = (typeof views)[number];

/** What a cell stands for: its drills are shown beside the table. */
export interface CellOf {
  readonly title: string;
  readonly kind: DrillKind;
  readonly placeId?: string;
  readonly shift?: 'day' | 'night';
  readonly crew?: Crew;
}

/** Which areas, shifts and people had which drill, this time and the year before, and what is still missing. */
export default function CoverageScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const zone = useZone();
  const today = wallAt(useNow(60_000), zone).day;
  const page = useQueryOf('drill.programmes', {}, { nouns: drillNouns }).data;
  const programme = page && chosenProgramme(page.rows, id, today);
  if (!page) return null;
  if (!programme)
    return (
      <Panel title={t('nav.drillCoverage')}>
        <Empty>{t('drill.none')}</Empty>
      </Panel>
    );
  return <Covered key={programme.id} programme={programme} all={page.rows} />;
}

function Covered({
  programme,
  all,
}: {
  readonly programme: ProgrammeLine;
  readonly all: readonly ProgrammeLine[];
}) {
  const { t, format, nameOf } = useText();
  const [view, setView] = useState<View>('places');
  const [cell, setCell] = useState<CellOf | null>(null);
  const coverage = useQueryOf(
    'drill.coverage',
    { programmeId: programme.id },
    { nouns: [...drillNouns, 'drillRequirement'] },
  ).data;
  const sum = (of: keyof CoverageCounts): number =>
    coverage?.byPlace.reduce((total, one) => total + one[of], 0) ?? 0;
  return (
    <div className={view === 'people' ? 'one-column' : 'two-columns'}>
      <Panel
        title={t('drill.coverageOf', { programme: nameOf(programme.names) })}
        aside={
          coverage &&
          t('drill.against', { from: format.date(coverage.lastFromOn), to: format.date(coverage.lastToOn) })
        }
      >
        <div className="dm-tools">
          {all.length > 1 && (
            <Choice
              label={t('drill.programme')}
              value={programme.id}
              of={all.map((one) => ({ value: one.id, label: nameOf(one.names) }))}
              onChange={(to) => go('drillCoverage', to)}
            />
          )}
          <div className="row dm-views" role="group" aria-label={t('drill.view')}>
            {views.map((one) => (
              <Button
                key={one}
                aria-pressed={view === one}
                onPress={() => {
                  setView(one);
                  setCell(null);
                }}
              >
                {t(`drill.coverage.${one}`)}
              </Button>
            ))}
          </div>
          <span className="grow" />
          <p className="cv-sum">
            <span>■ {t('drill.coverage.done', { count: sum('done') })}</span>
            <span>□ {t('drill.coverage.planned', { count: sum('planned') })}</span>
            <span className={sum('missing') > 0 ? 't3' : ''}>
              ▲ {t('drill.coverage.missing', { count: sum('missing') })}
            </span>
            <span className="dim">{t('drill.coverage.last', { count: sum('last') })}</span>
          </p>
        </div>
        {coverage &&
          (view === 'people' ? (
            <CoveragePeople programmeId={programme.id} />
          ) : (
            <CoverageGrid
              label={t(`drill.coverage.${view}`)}
              corner={t(view === 'places' ? 'drill.area' : 'drill.shiftWord')}
              kinds={coverage.kinds}
              rows={view === 'places' ? placeRows(coverage, nameOf) : shiftRows(coverage, t)}
              onCell={setCell}
            />
          ))}
      </Panel>
      {view !== 'people' && <CellDrills programmeId={programme.id} cell={cell} />}
    </div>
  );
}

function placeRows(coverage: Coverage, nameOf: ReturnType<typeof useText>['nameOf']): readonly CoverageRow[] {
  const cells = Map.groupBy(coverage.byPlace, ({ placeId }) => placeId);
  return coverage.places.map(({ id, key, names }) => ({
    id,
    code: key,
    title: nameOf(names),
    of: { placeId: id },
    counts: new Map((cells.get(id) ?? []).map((cell) => [cell.kind, cell])),
  }));
}

function shiftRows(coverage: Coverage, t: ReturnType<typeof useText>['t']): readonly CoverageRow[] {
  return (['day', 'night'] as const).flatMap((shift) =>
    crews.map((crew) => ({
      id: `${shift} ${crew}`,
      code: '',
      title: `${t(`drill.shift.${shift}`)}, ${t('drill.crew', { crew })}`,
      of: { shift, crew },
      counts: new Map(
        coverage.byShift
          .filter((cell) => cell.shift === shift && cell.crew === crew)
          .map((cell) => [cell.kind, cell]),
      ),
    })),
  );
}

/** The drills behind a cell, of this programme's days and of the same days a year before. */
function CellDrills({ programmeId, cell }: { readonly programmeId: string; readonly cell: CellOf | null }) {
  const { t } = useText();
  return (
    <Panel title={cell ? cell.title : t('drill.coverage.cell')}>
      {cell === null ? (
        <Empty>{t('drill.coverage.choose')}</Empty>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label={cell.title}>
          {(['this', 'last'] as const).map((of) => (
            <CellList key={of} programmeId={programmeId} cell={cell} of={of} />
          ))}
        </div>
      )}
    </Panel>
  );
}

function CellList({
  programmeId,
  cell,
  of,
}: {
  readonly programmeId: string;
  readonly cell: CellOf;
  readonly of: 'this' | 'last';
}) {
  const { t } = useText();
  const { title: _title, ...asked } = cell;
  const page = useQueryOf('drill.coverageDrills', { programmeId, of, ...asked }, { nouns: drillNouns }).data;
  return (
    <section className="cv-list">
      <h3>
        {t(`drill.coverage.of.${of}`)} <span className="dim">{page?.total}</span>
      </h3>
      {page?.rows.length === 0 && <p className="dim">{t('drill.noDrill')}</p>}
      <ul>
        {page?.rows.map((drill) => (
          <CellDrill key={drill.id} drill={drill} />
        ))}
      </ul>
      {page && page.total > page.rows.length && (
        <p className="dim">{t('drill.coverage.more', { count: page.total - page.rows.length })}</p>
      )}
    </section>
  );
}

function CellDrill({ drill }: { readonly drill: DrillLine }) {
  const { t, format, nameOf } = useText();
  return (
    <li>
      <KindSign kind={drill.kind} size={15} />
      <span>
        <b>{drill.startsAt !== null && format.dateTime(drill.startsAt)}</b> {nameOf(drill.placeNames)}
        <small className="dim">
          {drill.shift !== null && t(`drill.shift.${drill.shift}`)}
          {drill.crew !== null && `, ${t('drill.crew', { crew: drill.crew })}`}
        </small>
      </span>
      <span className="muted">
        <span aria-hidden>{stateShapes[drill.state]}</span> {t(`drill.state.${drill.state}`)}
      </span>
    </li>
  );
}
