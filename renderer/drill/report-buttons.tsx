import { useState } from 'react';
import type { Result } from '../../electron/refusal.ts';
import { ask, useQueryOf } from '../api.ts';
import { refusalText } from '../locales/refusal-text.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { chosenProgramme, drillNouns } from './programme.ts';

interface Told {
  readonly busy: boolean;
  readonly done: string | null;
  readonly problem: string | null;
}
const quiet: Told = { busy: false, done: null, problem: null };

/** Writes a file and says where it is, or why it is not. */
function useGiven(): readonly [
  Told,
  (write: () => Promise<Result<{ readonly path: string | null }>>) => void,
] {
  const { t } = useText();
  const [told, setTold] = useState(quiet);
  return [
    told,
    (write) => {
      setTold({ ...quiet, busy: true });
      void write().then((result) => {
        if (!result.ok) setTold({ ...quiet, problem: refusalText(result.refusal) });
        else
          setTold({
            ...quiet,
            done: result.value.path === null ? null : t('drillReport.saved', { path: result.value.path }),
          });
      });
    },
  ];
}

function Said({ told }: { readonly told: Told }) {
  return (
    <>
      <span role="status" className="muted">
        {told.done}
      </span>
      <Problem>{told.problem}</Problem>
    </>
  );
}

/** The report of one drill. */
export function DrillReportButton({ drillId }: { readonly drillId: string }) {
  const { t, language } = useText();
  const [told, give] = useGiven();
  return (
    <>
      <Button isDisabled={told.busy} onPress={() => give(() => ask('drill.report', { drillId, language }))}>
        {t('drillReport.print')}
      </Button>
      <Said told={told} />
    </>
  );
}

/** The report and the numbers of a programme, the one that was last by itself. */
export function MonthReportButtons() {
  const { t, nameOf, language } = useText();
  const today = useToday();
  const [told, give] = useGiven();
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const programmes = useQueryOf('drill.programmes', {}, { nouns: drillNouns }).data?.rows ?? [];
  const begun = programmes.filter(({ fromOn }) => fromOn <= today);
  const programme =
    programmes.find(({ id }) => id === chosen) ?? begun[0] ?? chosenProgramme(programmes, undefined, today);
  if (!programme) return null;
  const input = { programmeId: programme.id, language };
  return (
    <div className="row pad month-report">
      <Choice
        label={t('drill.programme')}
        value={programme.id}
        onChange={setChosen}
        of={programmes.map(({ id, names }) => ({ value: id, label: nameOf(names) }))}
      />
      <Button isDisabled={told.busy} onPress={() => give(() => ask('drill.monthReport', input))}>
        {t('drillReport.month')}
      </Button>
      <Button isDisabled={told.busy} onPress={() => give(() => ask('drill.monthWorkbook', input))}>
        {t('drillReport.workbook')}
      </Button>
      <Said told={told} />
    </div>
  );
}
