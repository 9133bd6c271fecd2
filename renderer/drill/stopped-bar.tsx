import type { StoppedDrill } from '../../electron/drill/drill-run.ts';
import { incidentNumber } from '../../electron/incident/incident.ts';
import { useCommand } from '../api.ts';
import { go } from '../router.tsx';
import { useOffer } from '../ui/commands.ts';
import { Button, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useDrillNow } from './use-drill.ts';
import './run.css';

/** DRILL STOPPED over every screen, until somebody says that they saw it; also over a locked one. */
export function StoppedBar({ signedIn }: { readonly signedIn: boolean }) {
  const stopped = useDrillNow()?.stopped ?? [];
  const see = useCommand('drill.seeStop');
  const first = stopped[0];
  useOffer(
    'drill.seeStop',
    'drillRun.seeStop',
    signedIn && first ? () => void see.run({ id: first.id, version: first.version }) : null,
    { keys: 'Shift+F2' },
  );
  if (stopped.length === 0) return null;
  return (
    <div className="drill-stopped" role="alert">
      {stopped.map((each) => (
        <Stopped
          key={each.id}
          stopped={each}
          onSeen={signedIn ? () => void see.run({ id: each.id, version: each.version }) : null}
        />
      ))}
      <Problem>{see.problem}</Problem>
    </div>
  );
}

function Stopped({
  stopped,
  onSeen,
}: {
  readonly stopped: StoppedDrill;
  readonly onSeen: (() => void) | null;
}) {
  const { t, format } = useText();
  const { exercise, real, at, freedTeams } = stopped;
  return (
    <div className="row">
      <strong>
        <span aria-hidden>■ </span>
        {t('drillRun.stopped', { number: incidentNumber({ ...real, exercise: false }) })}
      </strong>
      <span>
        {incidentNumber({ ...exercise, exercise: true })} · {format.time(at)}
        {freedTeams.length > 0 && ` · ${t('drillRun.freed', { teams: format.list(freedTeams) })}`}
      </span>
      <span className="grow" />
      {onSeen && (
        <>
          <Button onPress={() => go('incidents', real.id)}>{t('drillRun.toReal')}</Button>
          <Button onPress={onSeen}>
            {t('drillRun.seen')} <kbd className="kbd">⇧F2</kbd>
          </Button>
        </>
      )}
    </div>
  );
}
