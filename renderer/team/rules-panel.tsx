import { X } from 'lucide-react';
import type { TeamRules } from '../../electron/team/team-rules.ts';
import { useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { useForm } from '../ui/form.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useMay } from './use-may.ts';

interface TypedRest {
  readonly measure: 'work' | 'duty';
  readonly afterMinutes: string;
  readonly restMinutes: string;
}
interface Typed {
  readonly parMinutes: string;
  readonly parAirMinutes: string;
  readonly lateMinutes: string;
  readonly rest: readonly TypedRest[];
}

const spans = ['parMinutes', 'parAirMinutes', 'lateMinutes'] as const;

/** How this site works with its teams: how often they check in, when a call-out is late, when they must rest. */
export function RulesPanel() {
  const { t } = useText();
  useIntent('team.setRules', () => {});
  const rules = useQueryOf('team.rules', {}, { nouns: ['teamRules'] }).data;
  return (
    <div className="one-column">
      <Panel title={t('team.rules.title')}>
        {rules && <RulesForm key={JSON.stringify(rules)} rules={rules} />}
      </Panel>
    </div>
  );
}

function RulesForm({ rules }: { readonly rules: TeamRules }) {
  const { t } = useText();
  const may = useMay('team.setRules');
  const form = useForm<'team.setRules', Typed>(
    'team.setRules',
    {
      parMinutes: String(rules.parMinutes),
      parAirMinutes: String(rules.parAirMinutes),
      lateMinutes: String(rules.lateMinutes),
      rest: rules.rest.map(({ measure, afterMinutes, restMinutes }) => ({
        measure,
        afterMinutes: String(afterMinutes),
        restMinutes: String(restMinutes),
      })),
    },
    // Words begun over other rules are not laid over these.
    { draft: `team.rules.${JSON.stringify(rules)}` },
  );
  const { typed, change, problemOf } = form;
  const restProblem = problemOf('rest');

  function save(): void {
    void form.send({
      parMinutes: Number(typed.parMinutes),
      parAirMinutes: Number(typed.parAirMinutes),
      lateMinutes: Number(typed.lateMinutes),
      rest: typed.rest.map(({ measure, afterMinutes, restMinutes }) => ({
        measure,
        afterMinutes: Number(afterMinutes),
        restMinutes: Number(restMinutes),
      })),
    });
  }
  const changeRest = (index: number, part: Partial<TypedRest>): void =>
    change({ rest: typed.rest.map((rest, at) => (at === index ? { ...rest, ...part } : rest)) });

  return (
    <form
      ref={form.box}
      className="scroll edit-form team-rules"
      aria-label={t('team.rules.title')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className="rule-spans">
        {spans.map((one) => (
          <Field
            key={one}
            label={t(`team.rules.${one}`)}
            inputMode="numeric"
            value={typed[one]}
            onChange={(minutes) => change({ [one]: minutes })}
            problem={problemOf(one)}
            isReadOnly={!may}
          />
        ))}
      </div>
      <fieldset disabled={!may}>
        <legend>{t('team.rules.rest')}</legend>
        {typed.rest.map((rest, index) => (
          <div key={index} className="rest-rule">
            <Choice
              label={t('team.rules.measure')}
              value={rest.measure}
              of={[
                { value: 'work', label: t('team.rules.work') },
                { value: 'duty', label: t('team.rules.duty') },
              ]}
              onChange={(measure) => changeRest(index, { measure })}
            />
            <Field
              label={t('team.rules.afterMinutes')}
              inputMode="numeric"
              value={rest.afterMinutes}
              onChange={(afterMinutes) => changeRest(index, { afterMinutes })}
            />
            <Field
              label={t('team.rules.restMinutes')}
              inputMode="numeric"
              value={rest.restMinutes}
              onChange={(restMinutes) => changeRest(index, { restMinutes })}
            />
            <Button
              aria-label={t('team.rules.remove')}
              onPress={() => change({ rest: typed.rest.filter((_, at) => at !== index) })}
            >
              <X size={14} aria-hidden />
            </Button>
          </div>
        ))}
      </fieldset>
      <Problem>{restProblem ?? form.problem}</Problem>
      {may && (
        <div className="row">
          <Button go type="submit" isDisabled={form.pending}>
            {t('common.save')}
          </Button>
          <Button
            isDisabled={typed.rest.length >= 8}
            onPress={() =>
              change({ rest: [...typed.rest, { measure: 'work', afterMinutes: '40', restMinutes: '20' }] })
            }
          >
            {t('team.rules.add')}
          </Button>
        </div>
      )}
    </form>
  );
}
