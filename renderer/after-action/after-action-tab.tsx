import { useState } from 'react';
import type { Milestone } from '../../electron/replay/replay.ts';
import { useQueryOf } from '../api.ts';
import { ActionsPanel } from '../action/actions-panel.tsx';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import '../ui/shift.css';

/** After the incident: target against actual for every step; a gap becomes a corrective action. */
export default function AfterActionTab({ incidentId }: { readonly incidentId: string }) {
  const { t, format, nameOf } = useText();
  const lines =
    useQueryOf('incident.timeline', { incidentId }, { nouns: ['task', 'team', 'callOut'] }).data ?? [];
  const [raising, raise] = useState<{ text: string; taskId: string | null } | null>(null);
  const gaps = lines.filter((line) => line.gap).length;
  const what = (line: Milestone): string => {
    const kind = t(`replay.kind.${line.kind}`);
    const title = line.title === null ? '' : typeof line.title === 'string' ? line.title : nameOf(line.title);
    if (line.kind === 'task') return title;
    return title === '' ? kind : `${kind}: ${title}`;
  };
  return (
    <div className="halves wide-first">
      <Panel
        title={t('replay.timeline')}
        aside={gaps > 0 ? <span className="t2">▲ {t('replay.gaps', { count: gaps })}</span> : undefined}
      >
        <div className="scroll" tabIndex={0} role="region" aria-label={t('replay.timeline')}>
          <table className="list">
            <thead>
              <tr>
                <th>{t('replay.what')}</th>
                <th>{t('replay.target')}</th>
                <th>{t('replay.actual')}</th>
                <th>{t('replay.behind')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.id}>
                  <td>{what(line)}</td>
                  <td className="nowrap">{line.targetAt === null ? '' : format.time(line.targetAt)}</td>
                  <td className="nowrap">{line.at === null ? t('replay.never') : format.time(line.at)}</td>
                  <td className={`nowrap ${line.gap ? 't2' : 'dim'}`}>
                    {line.gap &&
                      line.lateMinutes === 0 &&
                      `▲ ${t(line.kind === 'skipped' ? 'task.skipped' : 'replay.never')}`}
                    {line.lateMinutes > 0 && `▲ ${t('common.late', { span: format.span(line.lateMinutes) })}`}
                    {line.lateMinutes === 0 &&
                      line.targetAt !== null &&
                      line.at !== null &&
                      line.kind === 'task' &&
                      t('replay.inTime')}
                  </td>
                  <td>
                    {line.gap && (
                      <Button
                        onPress={() =>
                          raise({
                            text: what(line),
                            taskId: line.kind === 'task' || line.kind === 'skipped' ? line.id : null,
                          })
                        }
                      >
                        {t('replay.raise')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      <ActionsPanel incidentId={incidentId} proposed={raising} onRaised={() => raise(null)} />
    </div>
  );
}
