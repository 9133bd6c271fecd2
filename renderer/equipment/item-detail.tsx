import { useState } from 'react';
import type { EquipmentLine } from '../../electron/equipment/equipment-filter.ts';
import { useQueryOf } from '../api.ts';
import { Papers } from '../attachment/papers.tsx';
import { ItemDuties } from '../duty/item-duties.tsx';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { useOffer } from '../ui/commands.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { RowHistory } from '../ui/row-history.tsx';
import { ItemUpgrades } from '../upgrade/item-upgrades.tsx';
import { useText } from '../ui/text.ts';
import { ConditionMark } from './condition.tsx';
import { Custody } from './custody.tsx';
import { EditItem } from './edit-item.tsx';
import { TagCode } from './tag-code.tsx';

/** One item: what it is, how it stands, who has it, what is in it, and who changed it. `onOpen` shows another in its place. */
export function ItemDetail({
  id,
  onOpen = (other) => go('equipment', other),
}: {
  readonly id: string;
  readonly onOpen?: (id: string) => void;
}) {
  const { t, nameOf } = useText();
  const item = useQueryOf('equipment.byId', { id }, { nouns: ['place', 'category', 'team', 'person'] }).data;
  const able = useMay('equipment.edit');
  // The edit keeps the item as it was seen when it began: a change by someone else meanwhile is a conflict, not a surprise.
  const [editing, setEditing] = useState<EquipmentLine | null>(null);
  useOffer('equipment.edit', 'equipment.editOf', able && item ? () => setEditing(item) : null, {
    keys: 'E',
    facts: { tag: item?.tag ?? '' },
  });
  if (!item || item.id !== id) return <Panel title={t('common.details')}>{null}</Panel>;
  return (
    <Panel title={item.tag} aside={nameOf(item.category.names)}>
      <div className="scroll item-detail" tabIndex={0} role="region" aria-label={item.tag}>
        {editing ? (
          <EditItem seen={editing} done={() => setEditing(null)} />
        ) : (
          <>
            <Facts item={item} onOpen={onOpen} />
            <div className="item-head">
              <div className="item-actions">
                {able && <Button onPress={() => setEditing(item)}>{t('equipment.edit')}</Button>}
                <Custody key={item.version} item={item} />
              </div>
              <TagCode tag={item.tag} />
            </div>
            <Contents item={item} onOpen={onOpen} />
          </>
        )}
        <ItemDuties itemId={item.id} retired={item.condition === 'retired'} />
        <ItemUpgrades itemId={item.id} />
        <Papers noun="equipment" rowId={item.id} />
        <h3>{t('equipment.history')}</h3>
        <History id={item.id} />
      </div>
    </Panel>
  );
}

function Facts({ item, onOpen }: { readonly item: EquipmentLine; readonly onOpen: (id: string) => void }) {
  const { t, format, nameOf } = useText();
  const date = (day: string | null): string => (day === null ? '' : format.date(day));
  const { inside } = item;
  const rows: readonly (readonly [string, string])[] = [
    ['make', item.make],
    ['model', item.model],
    ['serial', item.serial],
    ['placeId', item.place ? `${item.place.key} ${nameOf(item.place.names)}` : t('equipment.noPlace')],
    ['ownerTeamId', item.ownerTeam ? nameOf(item.ownerTeam.names) : ''],
    ['boughtOn', date(item.boughtOn)],
    ['endOfLifeOn', date(item.endOfLifeOn)],
    [
      'cost',
      item.costMinor === null || item.currency === null ? '' : format.money(item.costMinor, item.currency),
    ],
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
      {inside && (
        <>
          <dt>{t('equipment.insideId')}</dt>
          <dd>
            <button type="button" className="link" onClick={() => onOpen(inside.id)}>
              {inside.tag}
            </button>
          </dd>
        </>
      )}
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

const shownInside = 100;

/** What is kept in it. */
function Contents({ item, onOpen }: { readonly item: EquipmentLine; readonly onOpen: (id: string) => void }) {
  const { t, nameOf } = useText();
  const page = useQueryOf('equipment.page', { insideIds: [item.id], limit: shownInside }).data;
  if (!page || page.total === 0 || page.rows.some(({ insideId }) => insideId !== item.id)) return null;
  return (
    <section>
      <h3>{t('equipment.contents', { count: page.total })}</h3>
      <ul className="eq-contents">
        {page.rows.map(({ id, tag, category, counts }) => (
          <li key={id}>
            <button type="button" className="link" onClick={() => onOpen(id)}>
              {tag}
            </button>
            <span className="muted">{nameOf(category.names)}</span>
            <ConditionMark condition={counts} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function History({ id }: { readonly id: string }) {
  const { t, format, nameOf } = useText();
  const places = useQueryOf('place.all', {}).data;
  const teams = useQueryOf('team.board', {}).data?.teams;
  const none = t('equipment.nothing');
  const day = (value: unknown): string => (typeof value === 'string' ? format.date(value) : none);
  const text = (value: unknown): string => (value === '' || value === null ? none : String(value));
  const place = (value: unknown): string =>
    places?.find((one) => one.id === value)?.key ?? t('equipment.noPlace');
  const team = (value: unknown): string => {
    const found = teams?.find((one) => one.id === value);
    return found ? nameOf(found.names) : none;
  };
  const yes = (value: unknown): string => t(value === null ? 'common.no' : 'common.yes');
  return (
    <RowHistory
      noun="equipment"
      id={id}
      fields={{
        tag: { label: 'equipment.tag' },
        condition: {
          label: 'equipment.condition',
          show: (value) => t(`equipment.conditions.${String(value)}`),
        },
        placeId: { label: 'equipment.placeId', show: place },
        insideId: { label: 'equipment.insideId', show: yes },
        ownerTeamId: { label: 'equipment.ownerTeamId', show: team },
        heldByTeamId: { label: 'equipment.heldBy', show: team },
        heldByPersonId: { label: 'equipment.heldBy', show: yes },
        backOn: { label: 'equipment.backOn', show: day },
        nextDueOn: { label: 'equipment.nextDueOn', show: day },
        endOfLifeOn: { label: 'equipment.endOfLifeOn', show: day },
        serial: { label: 'equipment.serial', show: text },
        note: { label: 'equipment.note', show: text },
      }}
    />
  );
}
