import { HandoverPanel } from '../handover/handover-panel.tsx';
import { PeriodPanel } from './period-panel.tsx';

/** What one shift owes the next: the period with its objectives, and the briefing. */
export default function PeriodsTab({ incidentId }: { readonly incidentId: string }) {
  return (
    <div className="halves">
      <PeriodPanel incidentId={incidentId} />
      <HandoverPanel incidentId={incidentId} />
    </div>
  );
}
