import type { AlarmArea } from '../../electron/alarm/alarm-list.ts';
import { Choice } from '../ui/choice.tsx';
import { useText } from '../ui/text.ts';

/** Shows only the alarms of one part of the site; not there while all stand in one. */
export function AreaChoice({
  areas,
  areaId,
  onChange,
}: {
  readonly areas: readonly AlarmArea[];
  readonly areaId: string | null;
  readonly onChange: (areaId: string | null) => void;
}) {
  const { t, nameOf } = useText();
  if (areas.length < 2 && areaId === null) return null;
  const label = ({ names, count }: AlarmArea): string =>
    `${names ? nameOf(names) : t('alarm.noArea')} (${count})`;
  const gone = areaId !== null && !areas.some(({ id }) => id === areaId);
  return (
    <div className="pad alarm-area">
      <Choice
        label={t('alarm.area')}
        value={areaId ?? ''}
        of={[
          { value: '', label: t('alarm.allAreas') },
          ...areas.map((area) => ({ value: area.id, label: label(area) })),
          ...(gone ? [{ value: areaId, label: t('alarm.noneHere') }] : []),
        ]}
        onChange={(value) => onChange(value === '' ? null : value)}
      />
    </div>
  );
}
