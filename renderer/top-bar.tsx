import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import type { SeatState, SiteInfo } from '../electron/session/session.ts';
import { listen, queryClient, useQueryOf } from './api.ts';
import { AlarmBar } from './alarm/alarm-bar.tsx';
import { BreachMark } from './breach/breach-mark.tsx';
import { ExerciseMark } from './incident/exercise-mark.tsx';
import { useNow } from './ui/clock.ts';
import { openPalette } from './ui/palette.tsx';
import { useText } from './ui/text.ts';
import { WindBadge } from './weather/wind-badge.tsx';

/** Site, alarms, wind, the clock and who sits here: on every screen, also a locked one. */
export function TopBar({ site, seat }: { readonly site: SiteInfo; readonly seat: SeatState }) {
  const { t } = useText();
  return (
    <header className="top" aria-label={t('nav.bar')}>
      <strong className="site">{site.name}</strong>
      {site.sample && <span className="badge">{t('session.sample.badge')}</span>}
      <DamageMark />
      {seat.kind !== 'empty' && <ExerciseMark />}
      <BreachMark free={seat.kind === 'signedIn'} />
      <span className="grow" />
      <AlarmBar seat={seat} />
      <span className="grow" />
      <WindBadge seat={seat} />
      <Clock />
      {seat.kind !== 'empty' && (
        <span className="who">
          {seat.operator.name} <span className="wide">· {t(`role.${seat.operator.role}`)}</span>
        </span>
      )}
      {seat.kind === 'signedIn' && (
        <Button className="kbd" onPress={openPalette} aria-label={t('nav.palette.open')}>
          Ctrl K
        </Button>
      )}
    </header>
  );
}

function Clock() {
  const { t, format } = useText();
  const at = new Date(useNow()).toISOString();
  return (
    <>
      <time className="clock" dateTime={at} title={t('common.local')}>
        {format.timeWithSeconds(at)}
      </time>
      <span className="dim utc">
        {format.utcTime(at)} {t('common.utc')}
      </span>
    </>
  );
}

/** A site file that was found damaged takes no more writes: everyone must see it, whatever they are doing. */
function DamageMark() {
  const { t } = useText();
  const health = useQueryOf('site.health', {}).data;
  useEffect(() => listen('health', (now) => queryClient.setQueryData(['site.health', {}], now)), []);
  if (health?.kind !== 'damaged') return null;
  return (
    <strong className="t1" role="alert">
      ■ {t('refusal.siteDamaged')}
    </strong>
  );
}
