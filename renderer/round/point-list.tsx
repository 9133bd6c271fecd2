import { useEffect } from 'react';
import type { PointLine } from '../../electron/round/round.ts';
import { useRowKeys } from '../ui/row-keys.ts';
import { useText } from '../ui/text.ts';
import { resultMarks } from './result-marks.ts';

/** The points in walking order with what was answered; arrows walk. */
export function PointList(props: {
  readonly points: readonly PointLine[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const { t, nameOf } = useText();
  const { points, chosen, onChoose } = props;
  const keys = useRowKeys(
    points.map(({ id }) => id),
    chosen,
    onChoose,
  );
  useEffect(() => {
    document.getElementById(`point-${chosen ?? ''}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div className="scroll">
      <table className="list points" role="grid" aria-label={t('round.points')}>
        <tbody>
          {points.map((point) => {
            const { shape, tone } = resultMarks[point.result ?? 'none'];
            return (
              <tr key={point.id} id={`point-${point.id}`} {...keys.rowProps(point.id)}>
                <td className={`point-mark ${tone}`}>
                  <span aria-hidden>{shape}</span>
                  <span className="sr-only">{t(`round.result.${point.result ?? 'none'}`)}</span>
                </td>
                <td className="point-name" title={nameOf(point.categoryNames)}>
                  <b>{point.tag}</b> <span className="dim">{nameOf(point.categoryNames)}</span>
                </td>
                <td className="dim nowrap">{point.place?.key}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
