import { useDeferredValue, useState } from 'react';
import { mayCall } from '../ui/commands.ts';
import { useIntent } from '../ui/intent.ts';
import { useQueryOf } from '../api.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { AddItem } from './add-item.tsx';
import { EquipmentList } from './equipment-list.tsx';
import { Facets } from './facets.tsx';
import { ItemDetail } from './item-detail.tsx';
import { noFilter, useEquipment, type Filter, type Order } from './use-equipment.ts';
import './equipment.css';

/** The inventory: filter as you type, counts of what is there, one item beside the list. */
export default function EquipmentScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const [filter, setFilter] = useState<Filter>(noFilter);
  const [order, setOrder] = useState<Order>({ sort: 'tag', descending: false });
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [adding, setAdding] = useState(false);
  const asked = useDeferredValue(filter);
  const { rows, total, more } = useEquipment(asked, order);
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  const able = seat?.kind === 'signedIn' && mayCall('equipment.add', seat.operator.role);
  useIntent('equipment.add', () => setAdding(true));
  const filtered = filter !== noFilter && JSON.stringify(filter) !== JSON.stringify(noFilter);

  return (
    <div className="eq-screen">
      <Panel title={t('equipment.filters')} className="eq-filters">
        <div className="scroll facets" tabIndex={-1}>
          <Facets filter={asked} onFilter={setFilter} />
        </div>
      </Panel>
      <Panel title={t('nav.equipment')} aside={total !== null && t('equipment.count', { count: total })}>
        <div className="pad eq-find">
          <Field
            label={t('equipment.find')}
            value={filter.text}
            onChange={(text) => setFilter((before) => ({ ...before, text }))}
          />
          {filtered && <Button onPress={() => setFilter(noFilter)}>{t('equipment.clearFilters')}</Button>}
          {able && <Button onPress={() => setAdding(true)}>{t('equipment.add')}</Button>}
        </div>
        {total === 0 ? (
          <Empty>{filtered ? t('equipment.noMatch') : t('equipment.none')}</Empty>
        ) : (
          total !== null && (
            <EquipmentList
              rows={rows}
              total={total}
              order={order}
              onOrder={setOrder}
              chosen={chosen}
              onChoose={setChosen}
              more={more}
            />
          )
        )}
      </Panel>
      {adding ? (
        <AddItem
          done={(made) => {
            setAdding(false);
            if (made !== null) setChosen(made);
          }}
        />
      ) : chosen === null ? (
        <Panel title={t('common.details')}>
          <Empty>{t('equipment.choose')}</Empty>
        </Panel>
      ) : (
        <ItemDetail key={chosen} id={chosen} />
      )}
    </div>
  );
}
