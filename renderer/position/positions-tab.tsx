import { Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { PositionsPanel } from './positions-panel.tsx';
import '../team/team.css';

/** The command chart as a part of the incident's screen. */
export default function PositionsTab({ incidentId }: { readonly incidentId: string }) {
  const { t } = useText();
  return (
    <Panel title={t('position.title')}>
      <div className="scroll" tabIndex={0} role="region" aria-label={t('position.title')}>
        <PositionsPanel incidentId={incidentId} />
      </div>
    </Panel>
  );
}
