import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useLayoutEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { I18nextProvider } from 'react-i18next';
import { listen, queryClient, useQueryOf } from './api.ts';
import { StoppedBar } from './drill/stopped-bar.tsx';
import { DeclarePanel } from './incident/declare-panel.tsx';
import './incident/incident-commands.ts';
import { LogSearch } from './incident/log-search.tsx';
import { i18n } from './locales/index.ts';
import { WhichIncident } from './release/which-incident.tsx';
import { router } from './router.tsx';
import { FirstStart } from './session/first-start.tsx';
import { SeatScreens } from './session/seat-screens.tsx';
import { SignIn } from './session/sign-in.tsx';
import { useIdleLock } from './session/use-idle-lock.ts';
import { CallOutSheet } from './team/call-out-sheet.tsx';
import { TopBar } from './top-bar.tsx';
import { pressed } from './ui/commands.ts';
import { setClockOffset } from './ui/clock.ts';
import { KeyboardMap } from './ui/keyboard-map.tsx';
import './ui/noun-commands.ts';
import { Palette } from './ui/palette.tsx';
import { usePreferences } from './ui/preferences.ts';
import './ui/shell-commands.ts';

export function App() {
  const language = usePreferences((preferences) => preferences.language);
  return (
    <I18nextProvider i18n={i18n}>
      <I18nProvider locale={language === 'en' ? 'en-GB' : language}>
        <QueryClientProvider client={queryClient}>
          <Room />
        </QueryClientProvider>
      </I18nProvider>
    </I18nextProvider>
  );
}

/** The one window: nobody signed in, a locked seat, or the screens; the bar with its alarms stays in all three. */
function Room() {
  const site = useQueryOf('site.info', {}, { nouns: ['site', 'operator'] }).data;
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const role = seat?.kind === 'signedIn' ? seat.operator.role : null;

  useEffect(() => listen('clock', ({ offsetMs }) => setClockOffset(offsetMs)), []);
  useEffect(() => {
    if (site) setClockOffset(site.clockOffsetMs);
  }, [site]);
  useLayoutEffect(() => {
    const hear = (event: KeyboardEvent) => pressed(event, role);
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, [role]);

  useIdleLock(site?.idleMinutes ?? 10, role !== null);

  if (!site || !seat) return null;
  if (!site.ready) return <FirstStart />;
  return (
    <div className="room">
      <TopBar site={site} seat={seat} />
      {seat.kind !== 'empty' && <StoppedBar signedIn={seat.kind === 'signedIn'} />}
      {seat.kind !== 'empty' && (
        <SeatScreens key={seat.operator.id} seat={seat}>
          <RouterProvider router={router} />
          <CallOutSheet signedIn={seat.kind === 'signedIn'} />
          <DeclarePanel />
          <LogSearch />
          <WhichIncident />
        </SeatScreens>
      )}
      {seat.kind !== 'signedIn' && <SignIn site={site} seat={seat} />}
      <Palette role={role} />
      <KeyboardMap role={role} />
    </div>
  );
}
