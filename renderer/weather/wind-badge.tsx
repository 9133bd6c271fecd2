import { useMemo } from 'react';
import { Button } from 'react-aria-components';
import type { SeatState } from '../../electron/session/session.ts';
import { compassPoint, windAge } from '../../electron/weather/weather.ts';
import { useQueryOf } from '../api.ts';
import { useNow } from '../ui/clock.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { useText } from '../ui/text.ts';
import { openWind, useWindSheet } from './wind-open.ts';
import { WindSheet } from './wind-sheet.tsx';
import './weather.css';

/** The wind in the bar: where it goes, how strong, how old. What is too old to act on says so. */
export function WindBadge({ seat }: { readonly seat: SeatState }) {
  const { t, format } = useText();
  const open = useWindSheet((sheet) => sheet.open);
  const wind = useQueryOf('weather.now', {}, { nouns: ['wind'] }).data;
  const now = useNow(10_000);
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'wind',
        title: 'weather.observe',
        keys: 'Ctrl+Shift+W',
        name: 'weather.observe',
        also: 'wind vetar 风',
        run: openWind,
      },
    ],
    [],
  );
  useCommands(commands);
  const age = wind ? windAge(wind.at, now) : null;
  const speed = wind ? t('common.unit.ms', { value: format.number(wind.speedMs, 1) }) : '';
  const from = !wind
    ? ''
    : wind.fromDegrees !== null
      ? t(`nav.compass.${compassPoint(wind.fromDegrees)}`)
      : t(wind.speedMs < 0.5 ? 'weather.calm' : 'weather.variable');
  return (
    <>
      <Button
        className="wind-badge"
        isDisabled={seat.kind !== 'signedIn'}
        onPress={openWind}
        aria-label={
          wind && age
            ? `${t('nav.wind.label')}: ${from} ${speed}, ${t('nav.wind.age', { span: format.span(age.minutes) })}`
            : t('nav.wind.none')
        }
      >
        {wind && age ? (
          <>
            {wind.fromDegrees !== null && <Arrow fromDegrees={wind.fromDegrees} />}
            <span>
              {from} {speed}
            </span>
            {age.stale ? (
              <span className="t2">
                ▲ <span className="wide">{t('weather.stale')} </span>
                {format.span(age.minutes)}
              </span>
            ) : (
              <span className="dim">{format.span(age.minutes)}</span>
            )}
          </>
        ) : (
          <span className="t3">● {t('nav.wind.none')}</span>
        )}
      </Button>
      {open && seat.kind === 'signedIn' && <WindSheet />}
    </>
  );
}

/** Points where the wind goes, as on a map: wind from the north points down. */
export function Arrow({ fromDegrees, size = 20 }: { readonly fromDegrees: number; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden>
      <path
        d="M10 2 14 16 10 13 6 16Z"
        fill="currentColor"
        transform={`rotate(${fromDegrees + 180} 10 10)`}
      />
    </svg>
  );
}
