import { useState } from 'react';
import { limitRules, type BlastLimit, type LimitRule } from '../../electron/blast/measurement.ts';
import type { PredictedAt } from '../../electron/blast/prediction.ts';
import { ask, useQueryOf } from '../api.ts';
import { Choice } from '../ui/choice.tsx';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import { numberOf } from '../ui/number-of.ts';
import { Field } from '../ui/parts.tsx';
import { ShortForm } from '../ui/short-form.tsx';
import { useText } from '../ui/text.ts';

interface Typed {
  readonly rule: LimitRule;
  readonly ownMmS: string;
  readonly frequencyHz: string;
  readonly airblastDb: string;
}
interface Props {
  readonly at: PredictedAt;
  readonly done: () => void;
}

/** How much one place may be shaken, once it is known what the site has said of it so far. */
export function LimitForm({ at, done }: Props) {
  const own = useQueryOf('blast.limit', { id: at.place.id }, { nouns: ['blastLimit'] }).data;
  return own === undefined ? null : <Loaded at={at} own={own} done={done} />;
}

function Loaded({ at, own, done }: Props & { readonly own: BlastLimit | null }) {
  const { t } = useText();
  const [version, setVersion] = useState(own?.version ?? null);
  const [theirs, setTheirs] = useState<BlastLimit | null>(null);
  const form = useForm<'blast.setLimit', Typed>(
    'blast.setLimit',
    {
      rule: own?.rule ?? at.limit.rule,
      ownMmS: own?.ownMmS?.toString() ?? '',
      frequencyHz: own?.frequencyHz?.toString() ?? '',
      airblastDb: own?.airblastDb?.toString() ?? '',
    },
    { draft: `blastLimit.${at.place.id}`, codes: { blastOwnLimit: 'ownMmS' } },
  );
  const { typed, change, problemOf } = form;
  async function save(seen: number | null): Promise<void> {
    const result = await form.send({
      placeId: at.place.id,
      version: seen,
      rule: typed.rule,
      ownMmS: typed.rule === 'own' ? numberOf(typed.ownMmS) : null,
      frequencyHz: numberOf(typed.frequencyHz),
      airblastDb: numberOf(typed.airblastDb),
    });
    if (result.ok) return done();
    if (result.refusal.refused !== 'conflict') return;
    const now = await ask('blast.limit', { id: at.place.id });
    if (now.ok && now.value) setTheirs(now.value);
  }
  function leave(): void {
    form.forget();
    done();
  }
  const field = (name: 'ownMmS' | 'frequencyHz' | 'airblastDb', label: string) => (
    <Field
      label={label}
      inputMode="decimal"
      value={typed[name]}
      onChange={(value) => change({ [name]: value })}
      problem={problemOf(name)}
    />
  );
  return (
    <ShortForm
      title={t('blast.limitAt', { place: at.place.key })}
      problem={theirs ? null : form.problem}
      pending={form.pending}
      send={() => save(version)}
      done={leave}
    >
      <Choice
        label={t('blast.ruleLabel')}
        value={typed.rule}
        of={limitRules.map((value) => ({ value, label: t(`blast.rule.${value}`) }))}
        onChange={(rule) => change({ rule })}
      />
      {typed.rule === 'own'
        ? field('ownMmS', t('blast.ownMmS'))
        : field('frequencyHz', t('blast.frequencyHz'))}
      {field('airblastDb', t('blast.airblastLimit'))}
      {theirs && (
        <div className="all">
          <Conflict
            rows={[
              {
                label: t('blast.ruleLabel'),
                mine: t(`blast.rule.${typed.rule}`),
                theirs: t(`blast.rule.${theirs.rule}`),
              },
              { label: t('blast.ownMmS'), mine: typed.ownMmS, theirs: theirs.ownMmS?.toString() ?? '' },
              {
                label: t('blast.airblastLimit'),
                mine: typed.airblastDb,
                theirs: theirs.airblastDb?.toString() ?? '',
              },
            ]}
            onMine={() => {
              setVersion(theirs.version);
              setTheirs(null);
              void save(theirs.version);
            }}
            onTheirs={leave}
          />
        </div>
      )}
    </ShortForm>
  );
}
