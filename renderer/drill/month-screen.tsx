import { useState } from 'react';
import type { ProgrammeLine } from '../../electron/drill/month.ts';
import { dayPlus, wallAt } from '../../electron/roster/local-time.ts';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useNow } from '../ui/clock.ts';
import { Choice } from '../ui/choice.tsx';
import { Empty, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useZone } from './zone.ts';

/** Another noun's rows that a drill's line names. */
const nouns = ['drillProgramme', 'drillType', 'place', 'person'];

/** The drills of a programme, a month at a time. */
export default function MonthScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const zone = useZone();
  const today = wallAt(useNow(60_000), zone).day;
  const page = useQueryOf('drill.programmes', {}, { nouns }).data;
  const programme = page && chosenOf(page.rows, id, today);
  if (page && !programme)
    return (
      <Panel title={t('drill.title')}>
        <Empty>{t('drill.none')}</Empty>
      </Panel>
    );
  return programme ? <Month programme={programme} all={page.rows} /> : null;
}

/** The one asked for; else the one under way or next to begin; else the last. */
function chosenOf(
  all: readonly ProgrammeLine[],
  id: string | undefined,
  today: string,
): ProgrammeLine | undefined {
  return all.find((one) => one.id === id) ?? all.findLast(({ toOn }) => toOn >= today) ?? all[0];
}

function Month({
  programme,
  all,
}: {
  readonly programme: ProgrammeLine;
  readonly all: readonly ProgrammeLine[];
}) {
  const { t, format, nameOf } = useText();
  const [fromOn] = useState(programme.fromOn);
  const last = dayPlus(fromOn, 60);
  const toOn = last < programme.toOn ? last : programme.toOn;
  const found = useQueryOf('drill.ofProgramme', { programmeId: programme.id, fromOn, toOn }, { nouns }).data;
  return (
    <Panel
      title={nameOf(programme.names)}
      aside={[
        t(`drill.programmeState.${programme.state}`),
        t('drill.laidOut', { count: programme.laidOut }),
        t('drill.unplacedCount', { count: programme.unplaced }),
      ].join(' · ')}
    >
      {all.length > 1 && (
        <div className="pad">
          <Choice
            label={t('drill.programme')}
            value={programme.id}
            of={all.map((one) => ({ value: one.id, label: nameOf(one.names) }))}
            onChange={(to) => go('drills', to)}
          />
        </div>
      )}
      <ul className="scroll pad" tabIndex={-1}>
        {found?.drills.map((drill) => (
          <li key={drill.id} className="row">
            <b>{drill.startsAt !== null && format.dateTime(drill.startsAt)}</b>
            {t(`drill.kind.${drill.kind}`)} {nameOf(drill.placeNames)}
            <span className="dim">
              {drill.shift !== null && t(`drill.shift.${drill.shift}`)} {drill.crew}{' '}
              {t(`drill.state.${drill.state}`)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
