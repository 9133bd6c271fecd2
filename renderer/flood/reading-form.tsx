import { useState, type FormEvent, type RefObject } from 'react';
import type { GaugeLine } from '../../electron/flood/flood.ts';
import type { Facts } from '../../electron/refusal.ts';
import { useCommand } from '../api.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { numberOf } from '../ui/number-of.ts';
import { useText } from '../ui/text.ts';

interface Props {
  readonly gauge: GaugeLine;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly input: RefObject<HTMLInputElement | null>;
  readonly done: () => void;
}

/** A level as it is read out over the radio: number, Enter. Metres are asked about before they are taken. */
export function ReadingForm({ gauge, typed, onType, input, done }: Props) {
  const { t, format } = useText();
  const read = useCommand('flood.read');
  const [source, setSource] = useState<'radio' | 'hand'>('radio');
  const [asked, setAsked] = useState<Facts | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function send(levelCm: number, sure: boolean): Promise<void> {
    const result = await read.run({ gaugeId: gauge.id, levelCm, source, sure });
    setAsked(!result.ok && result.refusal.refused === 'readingLooksLikeMetres' ? result.refusal.facts : null);
    if (!result.ok) return;
    onType('');
    done();
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    const levelCm = numberOf(typed);
    const wrong = levelCm === null || Number.isNaN(levelCm);
    setProblem(wrong ? t('weather.notANumber', { field: t('flood.levelCm') }) : null);
    if (!wrong) void send(levelCm, false);
  }
  const asCm = Number(asked?.['asCm']);

  return (
    <form className="reading-form" onSubmit={submit}>
      <label className="field">
        <span>{t('flood.levelCm')}</span>
        <input
          ref={input}
          inputMode="decimal"
          value={typed}
          aria-invalid={read.problem !== null || problem !== null}
          onChange={(event) => {
            onType(event.target.value);
            setAsked(null);
            setProblem(null);
            read.clear();
          }}
        />
      </label>
      <label className="field">
        <span>{t('flood.source')}</span>
        <select
          className="input"
          value={source}
          onChange={(event) => setSource(event.target.value === 'hand' ? 'hand' : 'radio')}
        >
          <option value="radio">{t('flood.sources.radio')}</option>
          <option value="hand">{t('flood.sources.hand')}</option>
        </select>
      </label>
      <Button go type="submit" isDisabled={read.pending}>
        {t('common.save')} <kbd className="kbd">Enter</kbd>
      </Button>
      <Problem>{problem ?? read.problem}</Problem>
      {asked !== null && (
        <div className="row wide-row">
          <Button onPress={() => void send(asCm, false)}>
            {t('flood.takeAs', { value: format.number(asCm) })}
          </Button>
          <Button onPress={() => void send(Number(asked['levelCm']), true)}>
            {t('flood.sure', { value: format.number(Number(asked['levelCm']), 2) })}
          </Button>
        </div>
      )}
    </form>
  );
}
