import { useState } from 'react';
import type { EquipmentLine } from '../../electron/equipment/equipment-filter.ts';
import { useQueryOf } from '../api.ts';
import { Papers } from '../attachment/papers.tsx';
import { ItemDuties } from '../duty/item-duties.tsx';
import { mayCall } from '../ui/commands.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { useText } from '../ui/text.ts';
import { ConditionMark } from './condition.tsx';
import { EditItem } from './edit-item.tsx';

/** One item: what it is, how it stands, and who changed it. */
export function ItemDetail({ id }: { readonly id: string }) {
  const { t, nameOf } = useText();
  const item = useQueryOf('equipment.byId', { id }, { nouns: ['place', 'category'] }).data;
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const able = seat?.kind === 'signedIn' && mayCall('equipment.edit', seat.operator.role);
  // The edit keeps the item as it was seen when it began: a change by someone else meanwhile is a conflict, not a surprise.
  const [editing, setEditing] = useState<EquipmentLine | null>(null);
  if (!item || item.id !== id) return <Panel title={t('common.details')}>{null}</Panel>;
  return (
    <Panel title={item.tag} aside={nameOf(item.category.names)}>
      <div className="scroll item-detail" tabIndex={0} role="region" aria-label={item.tag}>
        {editing ? (
          <EditItem seen={editing} done={() => setEditing(null)} />
        ) : (
          <>
            <Facts item={item} />
            {able && (
              <Button className="start" onPress={() => setEditing(item)}>
                {t('equipment.edit')}
              </Button>
            )}
          </>
        )}
        <ItemDuties itemId={item.id} retired={item.condition === 'retired'} />
        <Papers noun="equipment" rowId={item.id} />
        <h3>{t('equipment.history')}</h3>
        <History id={item.id} />
      </div>
    </Panel>
  );
}

function Facts({ item }: { readonly item: EquipmentLine }) {
  const { t, format, nameOf } = useText();
  const teams = useQueryOf('team.board', {}, { enabled: item.ownerTeamId !== null }).data?.teams;
  const team = teams?.find(({ id }) => id === item.ownerTeamId);
  const date = (day: string | null): string => (day === null ? '' : format.date(day));
  const rows: readonly (readonly [string, string])[] = [
    ['make', item.make],
    ['model', item.model],
    ['serial', item.serial],
    ['placeId', item.place ? `${item.place.key} ${nameOf(item.place.names)}` : t('equipment.noPlace')],
    ['ownerTeamId', team ? nameOf(team.names) : ''],
    ['boughtOn', date(item.boughtOn)],
    ['endOfLifeOn', date(item.endOfLifeOn)],
    ['note', item.note],
  ];
  const overdue = item.counts === 'outOfTest' && item.nextDueOn !== null;
  return (
    <dl className="facts">
      <dt>{t('equipment.condition')}</dt>
      <dd>
        <b>
          <ConditionMark condition={item.counts} />
        </b>
      </dd>
      <dt>{t('equipment.nextDueOn')}</dt>
      <dd className={overdue ? 't3' : ''}>
        {date(item.nextDueOn)}
        {overdue && ` ● ${t('equipment.overdue')}`}
      </dd>
      {rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{t(`equipment.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function History({ id }: { readonly id: string }) {
  const { t, nameOf } = useText();
  const places = useQueryOf('place.all', {}).data;
  const placeName = (value: unknown): string => {
    const place = places?.find((one) => one.id === value);
    return place ? `${place.key} ${nameOf(place.names)}` : t('equipment.noPlace');
  };
  return (
    <RowHistory
      noun="equipment"
      id={id}
      fields={{
        condition: {
          label: 'equipment.condition',
          show: (value) => t(`equipment.conditions.${String(value)}`),
        },
        placeId: { label: 'equipment.placeId', show: placeName },
        nextDueOn: {
          label: 'equipment.nextDueOn',
          show: (value) => (typeof value === 'string' ? value : '–'),
        },
        note: { label: 'equipment.note' },
      }}
    />
  );
}
