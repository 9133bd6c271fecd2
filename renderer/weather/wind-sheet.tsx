import { useEffect, useRef, useState, type FormEvent } from 'react';
import { createPortal } from 'react-dom';
import { compassPoint } from '../../electron/weather/weather.ts';
import { useCommand, useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { Button, Empty, Field, Problem } from '../ui/parts.tsx';
import { numberOf } from '../ui/number-of.ts';
import { useText } from '../ui/text.ts';
import { Arrow } from './wind-badge.tsx';
import { closeWind } from './wind-open.ts';

const fields = ['from', 'speed', 'gust', 'temperature'] as const;

/** The wind as somebody reads it out: four numbers and Enter. What was typed stays until it is saved. */
export function WindSheet() {
  const { t } = useText();
  const observe = useCommand('weather.observe');
  const [typed, setTyped] = useState({ from: '', speed: '', gust: '', temperature: '' });
  const [problem, setProblem] = useState<string | null>(null);
  const cameFrom = useRef<Element | null>(null);
  useEffect(() => {
    cameFrom.current = document.activeElement;
    return () => {
      if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
    };
  }, []);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    const numbers = fields.map((field) => numberOf(typed[field]));
    const wrong = fields.find(
      (field, index) => Number.isNaN(numbers[index]) || (field === 'speed' && numbers[index] === null),
    );
    setProblem(wrong === undefined ? null : t('weather.notANumber', { field: t(`weather.${wrong}`) }));
    if (wrong !== undefined) return;
    const [fromDegrees = null, speedMs, gustMs = null, temperatureC = null] = numbers;
    const result = await observe.run({
      fromDegrees,
      speedMs: speedMs ?? 0,
      gustMs,
      temperatureC,
      source: 'radio',
    });
    if (result.ok) closeWind();
  }

  return createPortal(
    <section
      className="panel wind-sheet"
      aria-label={t('weather.title')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        closeWind();
      }}
    >
      <h2>{t('weather.title')}</h2>
      <form className="wind-form" onSubmit={(event) => void send(event)}>
        {fields.map((field) => (
          <Field
            key={field}
            label={t(`weather.${field}`)}
            {...(field === 'from' ? { help: t('weather.fromHelp'), autoFocus: true } : {})}
            value={typed[field]}
            onChange={(value) => setTyped((before) => ({ ...before, [field]: value }))}
          />
        ))}
        <Problem>{problem ?? observe.problem}</Problem>
        <div className="row">
          <Button go type="submit" isDisabled={observe.pending}>
            {t('common.save')} <kbd className="kbd">Enter</kbd>
          </Button>
          <Button onPress={closeWind}>{t('common.cancel')}</Button>
        </div>
      </form>
      <LastWinds />
    </section>,
    document.body,
  );
}

function LastWinds() {
  const { t, format } = useText();
  const now = new Date(useNow(60_000)).toISOString();
  const page = useQueryOf('weather.page', { limit: 8 }, { nouns: ['wind'] }).data;
  if (!page) return null;
  if (page.rows.length === 0) return <Empty>{t('weather.none')}</Empty>;
  return (
    <table className="list" aria-label={t('weather.last')}>
      <tbody>
        {page.rows.map((wind) => (
          <tr key={wind.id}>
            <td className="dim">{format.moment(wind.at, now)}</td>
            <td>
              <span className="row">
                {wind.fromDegrees !== null && <Arrow fromDegrees={wind.fromDegrees} size={16} />}
                {wind.fromDegrees === null
                  ? t('weather.variable')
                  : t(`nav.compass.${compassPoint(wind.fromDegrees)}`)}{' '}
                {t('common.unit.ms', { value: format.number(wind.speedMs, 1) })}
              </span>
            </td>
            <td className="dim">
              {wind.gustMs !== null && t('weather.gusts', { speed: format.number(wind.gustMs, 1) })}
              {wind.gustMs !== null && wind.temperatureC !== null && ' · '}
              {wind.temperatureC !== null &&
                t('common.unit.celsius', { value: format.number(wind.temperatureC, 1) })}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
