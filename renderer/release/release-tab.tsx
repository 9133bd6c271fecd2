import { useCallback, useState } from 'react';
import { useQueryOf } from '../api.ts';
import { mayCall } from '../ui/commands.ts';
import { useIntent } from '../ui/intent.ts';
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
  useIntent('release.declare', declare);
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
        {declaring && may && incident && (
          <ReleaseForm
            incidentId={incidentId}
            placeId={incident.placeId}
            release={null}
            done={() => setDeclaring(false)}
          />
        )}
        {empty && !(declaring && may) && <Empty>{t('release.none')}</Empty>}
        {releases.map((zones) => (
          <Reading key={zones.release.id} zones={zones} mayWrite={may} />
        ))}
      </div>
    </Panel>
  );
}
