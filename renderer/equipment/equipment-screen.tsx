import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { CategoryPanel } from '../category/category-panel.tsx';
import { useFileDrop } from '../import/file-drop.ts';
import { go } from '../router.tsx';
import { useMay } from '../team/use-may.ts';
import { useCommands, type Command } from '../ui/commands.ts';
import { useIntent } from '../ui/intent.ts';
import { Button, Empty, Field, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { AddItem } from './add-item.tsx';
import { ChangeMany } from './change-many.tsx';
import { ColumnPanel } from './column-panel.tsx';
import { EquipmentList } from './equipment-list.tsx';
import { ExportPanel } from './export-panel.tsx';
import { Facets } from './facets.tsx';
import { ItemDetail } from './item-detail.tsx';
import { countPicked, nonePicked, type Picked } from './picked.ts';
import { useColumns } from './use-columns.ts';
import { noFilter, useEquipment, type Filter, type Order } from './use-equipment.ts';
import { useSettled } from './use-settled.ts';
import { Views } from './views.tsx';
import './equipment.css';

/** What stands beside the list. */
type Side = 'item' | 'add' | 'many' | 'columns' | 'categories' | 'export';

/** The inventory: filter as you type, counts of what is there, one item or one change of many beside the list. */
export default function EquipmentScreen({ id }: { readonly id?: string }) {
  const { t } = useText();
  const [filter, setFilter] = useState<Filter>(noFilter);
  const [order, setOrder] = useState<Order>({ sort: 'tag', descending: false });
  const [columns, setColumns] = useColumns();
  const [chosen, setChosen] = useState<string | null>(id ?? null);
  const [picked, setPicked] = useState<Picked>(nonePicked);
  const [side, setSide] = useState<Side>('item');
  const [busy, setBusy] = useState(false);
  const main = useRef<HTMLDivElement>(null);
  const asked = useDeferredValue(filter);
  const counted = useSettled(asked, 150);
  const { rows, total, more } = useEquipment(asked, order, !busy);
  const able = useMay('equipment.editMany');
  const count = countPicked(picked, total ?? 0);
  const filtered = JSON.stringify(filter) !== JSON.stringify(noFilter);

  function change(next: (before: Filter) => Filter): void {
    setFilter(next);
    // All that match are others now.
    setPicked((before) => (before.all ? nonePicked : before));
  }
  const commands = useMemo<readonly Command[]>(() => {
    const open = (to: Side) => () => setSide(to);
    const find = (): void => main.current?.querySelector<HTMLElement>('.eq-find input')?.focus();
    return [
      { id: 'equipment.columns', title: 'equipment.columns', run: open('columns') },
      {
        id: 'equipment.export',
        title: 'export.title',
        also: 'labels QR nalepnice 标签',
        run: open('export'),
      },
      { id: 'category.change', title: 'category.title', name: 'category.change', run: open('categories') },
      { id: 'equipment.find', title: 'equipment.findCommand', keys: '/', run: find },
    ];
  }, []);
  useCommands(commands);
  useIntent('equipment.add', () => setSide('add'));
  useCommands(
    useMemo<readonly Command[]>(
      () =>
        count === 0
          ? []
          : [
              {
                id: 'equipment.editMany',
                title: 'equipment.changePicked',
                facts: { count },
                name: 'equipment.editMany',
                keys: 'M',
                run: () => setSide('many'),
              },
            ],
      [count],
    ),
  );

  const drop = useFileDrop('equipment', () => go('import'));
  return (
    <div className="eq-screen" ref={main} {...(able ? drop.handlers : {})}>
      <Panel title={t('equipment.filters')} className="eq-filters">
        <div className="scroll facets" tabIndex={-1}>
          <Days filter={filter} onFilter={change} />
          <Facets filter={counted} onFilter={change} enabled={!busy} />
        </div>
      </Panel>
      <Panel title={t('nav.equipment')} aside={total !== null && t('equipment.count', { count: total })}>
        <div className="pad eq-find">
          <Field
            label={t('equipment.find')}
            value={filter.text}
            onChange={(text) => change((before) => ({ ...before, text }))}
          />
          {filtered && <Button onPress={() => change(() => noFilter)}>{t('equipment.clearFilters')}</Button>}
        </div>
        <div className="eq-tools">
          <Views
            look={{ filter, order, columns }}
            onLook={(look) => {
              change(() => look.filter);
              setOrder(look.order);
              setColumns(look.columns);
            }}
          />
          <span className="grow" />
          <Button onPress={() => setSide('columns')}>{t('equipment.columns')}</Button>
          <Button onPress={() => setSide('export')}>{t('export.title')}</Button>
          {able && <Button onPress={() => setSide('categories')}>{t('category.title')}</Button>}
          {able && <Button onPress={() => setSide('add')}>{t('equipment.add')}</Button>}
        </div>
        {able && (
          <div className="eq-picked" role="status">
            {count === 0 ? (
              <span className="dim">{t('equipment.pickHelp')}</span>
            ) : (
              <>
                <b>{t('equipment.pickedCount', { count })}</b>
                <Button onPress={() => setSide('many')}>{t('equipment.changeMany')}</Button>
                {!picked.all && total !== null && count < total && (
                  <Button onPress={() => setPicked({ all: true })}>
                    {t('equipment.pickAll', { count: total })}
                  </Button>
                )}
                <Button onPress={() => setPicked(nonePicked)}>{t('equipment.pickNone')}</Button>
              </>
            )}
          </div>
        )}
        {total === 0 ? (
          <Empty>{filtered ? t('equipment.noMatch') : t('equipment.none')}</Empty>
        ) : (
          total !== null && (
            <EquipmentList
              rows={rows}
              total={total}
              columns={columns}
              order={order}
              onOrder={setOrder}
              chosen={chosen}
              onChoose={(to) => {
                setChosen(to);
                if (side === 'add' || side === 'categories') setSide('item');
              }}
              picked={able ? picked : null}
              onPick={setPicked}
              onOpen={() => {
                setSide('item');
                main.current?.querySelector<HTMLElement>('.item-detail')?.focus();
              }}
              more={more}
            />
          )
        )}
      </Panel>
      {side === 'add' ? (
        <AddItem
          done={(made) => {
            setSide('item');
            if (made !== null) setChosen(made);
          }}
        />
      ) : side === 'many' ? (
        <ChangeMany
          picked={picked}
          filter={asked}
          total={total ?? 0}
          onBusy={setBusy}
          done={() => {
            setSide('item');
            setPicked(nonePicked);
          }}
        />
      ) : side === 'columns' ? (
        <ColumnPanel columns={columns} onColumns={setColumns} done={() => setSide('item')} />
      ) : side === 'export' ? (
        <ExportPanel
          filter={asked}
          order={order}
          columns={columns}
          picked={picked}
          total={total ?? 0}
          done={() => setSide('item')}
        />
      ) : side === 'categories' ? (
        <CategoryPanel done={() => setSide('item')} />
      ) : chosen === null ? (
        <Panel title={t('common.details')}>
          <Empty>{t('equipment.choose')}</Empty>
        </Panel>
      ) : (
        <ItemDetail key={chosen} id={chosen} onOpen={setChosen} />
      )}
    </div>
  );
}

/** What is due, or at the end of its life, by a day. */
function Days({
  filter,
  onFilter,
}: {
  readonly filter: Filter;
  readonly onFilter: (change: (before: Filter) => Filter) => void;
}) {
  const { t } = useText();
  return (['dueBy', 'lifeBy'] as const).map((key) => (
    <Field
      key={key}
      label={t(`equipment.${key}`)}
      type="date"
      value={filter[key] ?? ''}
      onChange={(value) =>
        onFilter((before) => {
          const { [key]: _old, ...rest } = before;
          return value === '' ? rest : { ...rest, [key]: value };
        })
      }
    />
  ));
}
