import { useCallback, useMemo, useState } from 'react';
import { useQueryOf } from '../api.ts';
import { mayCall, useCommands } from '../ui/commands.ts';
import { Button, Empty, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';
import './release.css';
import { ReleaseForm } from './release-form.tsx';
import { Reading } from './reading.tsx';
import { useReleases } from './use-releases.ts';

/** What gets out in an incident and what it would do, read like an instrument. */
export default function ReleaseTab({ incidentId }: { readonly incidentId: string }) {
  const { t } = useText();
  const releases = useReleases(incidentId);
  const incident = useQueryOf('incident.byId', { id: incidentId }).data;
  const seat = useQueryOf('session.state', {}).data;
  const role = seat?.kind === 'signedIn' ? seat.operator.role : null;
  const may = mayCall('release.declare', role) && incident?.state === 'running';
  const [declaring, setDeclaring] = useState(false);
  const declare = useCallback(() => setDeclaring(true), []);
  useCommands(
    useMemo(
      () =>
        may
          ? [
              {
                id: 'release.declare',
                title: 'release.declare',
                name: 'release.declare' as const,
                keys: 'Alt+G',
                also: 'gas release ispuštanje 泄漏',
                run: declare,
              },
            ]
          : [],
      [may, declare],
    ),
  );
  const empty = releases.length === 0;
  return (
    <Panel
      title={t('release.title')}
      className="release-panel"
      aside={
        may &&
        !declaring && (
          <Button onPress={declare}>
            {t('release.declare')} <kbd className="kbd">Alt+G</kbd>
          </Button>
        )
      }
    >
      <div className="scroll pad column" tabIndex={0} role="region" aria-label={t('release.title')}>
        {declaring && incident && (
          <ReleaseForm
            incidentId={incidentId}
            placeId={incident.placeId}
            release={null}
            done={() => setDeclaring(false)}
          />
        )}
        {empty && !declaring && <Empty>{t('release.none')}</Empty>}
        {releases.map((zones) => (
          <Reading key={zones.release.id} zones={zones} mayWrite={may} />
        ))}
      </div>
    </Panel>
  );
}
