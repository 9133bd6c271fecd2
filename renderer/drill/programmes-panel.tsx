import { useState } from 'react';
import type { ProgrammeLine } from '../../electron/drill/month.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';
import { AddDrill, ChangeProgramme } from './programme-forms.tsx';
import { drillNouns } from './programme.ts';

/** The programmes: the June of each year, other months and years; what each does not yet do that it should. */
export function ProgrammesPanel() {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const may = useMay('drill.addProgramme');
  useIntent('drill.addProgramme', () => setAdding(true));
  const page = useQueryOf('drill.programmes', {}, { nouns: drillNouns }).data;
  return (
    <Panel
      title={t('drillType.programmes')}
      aside={
        may && !adding ? (
          <Button className="small" onPress={() => setAdding(true)}>
            {t('drillType.addProgramme')}
          </Button>
        ) : undefined
      }
    >
      {adding && <AddProgramme done={() => setAdding(false)} />}
      <table className="list">
        <tbody>
          {page?.rows.map((programme) => (
            <Programme key={programme.id} programme={programme} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Programme({ programme }: { readonly programme: ProgrammeLine }) {
  const { t, nameOf } = useText();
  const open = programme.state !== 'closed';
  const found = useQueryOf(
    'drill.findings',
    { programmeId: programme.id },
    { nouns: ['drillRequirement', 'drill', 'action'], enabled: open },
  ).data;
  const expand = useCommand('drill.expand');
  const may = useMay('drill.expand');
  const close = useCommand('drill.closeProgramme');
  const [form, setForm] = useState<'change' | 'add' | 'held' | null>(null);
  const fire = found?.areasWithoutFire ?? [];
  return (
    <tr>
      <td>
        <button type="button" className="link" onClick={() => go('drills', programme.id)}>
          {nameOf(programme.names)}
        </button>
        <div className="muted">
          {t(`drill.programmeState.${programme.state}`)} · {t('drill.laidOut', { count: programme.laidOut })}
          {programme.unplaced > 0 && ` · ${t('drill.unplacedCount', { count: programme.unplaced })}`}
        </div>
        {fire.length > 0 && (
          <div className="t2">
            ▲ {t('drillType.withoutFire', { areas: fire.map(({ key }) => key).join(', ') })}
          </div>
        )}
        {found !== undefined && (found.missing > 0 || found.findingsWithoutRepeat > 0) && (
          <div className="t3">
            ● {t('drillType.missing', { count: found.missing + found.findingsWithoutRepeat })}
          </div>
        )}
        {open && may && form === null && (
          <div className="row">
            <Button className="small" onPress={() => setForm('add')}>
              {t('drillType.addDrill')}
            </Button>
            <Button className="small" onPress={() => setForm('held')}>
              {t('drillType.enterHeld')}
            </Button>
            <Button className="small" onPress={() => setForm('change')}>
              {t('drillType.change')}
            </Button>
            <Button
              className="small"
              isDisabled={close.pending}
              onPress={() => void close.run({ id: programme.id, version: programme.version })}
            >
              {t('drillType.close')}
            </Button>
          </div>
        )}
        {form === 'change' && <ChangeProgramme programme={programme} done={() => setForm(null)} />}
        {(form === 'add' || form === 'held') && (
          <AddDrill key={form} programme={programme} held={form === 'held'} done={() => setForm(null)} />
        )}
        <Problem>{expand.problem ?? close.problem}</Problem>
      </td>
      <td>
        {open && may && found !== undefined && found.missing + found.findingsWithoutRepeat > 0 && (
          <Button
            className="small"
            isDisabled={expand.pending}
            onPress={() => void expand.run({ programmeId: programme.id })}
          >
            {t('drillType.bringIn')}
          </Button>
        )}
      </td>
    </tr>
  );
}

function AddProgramme({ done }: { readonly done: () => void }) {
  const { t } = useText();
  const today = useToday();
  const add = useCommand('drill.addProgramme');
  const [year, setYear] = useState(() =>
    String(Number(today.slice(0, 4)) + (today.slice(5, 7) > '06' ? 1 : 0)),
  );
  const [month, setMonth] = useState('6');
  const [startTimes, setTimes] = useState('09:00 11:00 15:00 20:30 22:30 04:00');
  const [maxPerDay, setMost] = useState('4');
  const [restHours, setRest] = useState('11');
  const whole = month.trim() === '';
  async function send(): Promise<void> {
    const result = await add.run({
      year: Number(year),
      ...(whole ? { every: 'year' as const } : { month: Number(month) }),
      startTimes: startTimes.split(/[\s,;]+/).filter(Boolean),
      maxPerDay: Number(maxPerDay),
      restHours: Number(restHours),
    });
    if (!result.ok) return;
    done();
    go('drills', result.value.programme.id);
  }
  return (
    <ShortForm
      title={t('drillType.addProgramme')}
      problem={add.problem}
      pending={add.pending}
      send={send}
      done={done}
    >
      <Field label={t('drillType.year')} type="number" value={year} onChange={setYear} autoFocus />
      <Field label={t('drillType.month')} type="number" value={month} onChange={setMonth} />
      <Field label={t('drillType.startTimes')} value={startTimes} onChange={setTimes} />
      <Field label={t('drillType.maxPerDay')} type="number" value={maxPerDay} onChange={setMost} />
      <Field label={t('drillType.restHours')} type="number" value={restHours} onChange={setRest} />
    </ShortForm>
  );
}
