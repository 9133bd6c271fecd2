import { useRef, type KeyboardEvent } from 'react';
import {
  equipmentColumns,
  usualColumns,
  type EquipmentColumn,
} from '../../electron/equipment/equipment-filter.ts';
import { Button, Panel } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { columnsOf } from './columns.tsx';

/** Which columns, in which order: Space shows or hides one, Alt with the arrows moves it. */
export function ColumnPanel(props: {
  readonly columns: readonly EquipmentColumn[];
  readonly onColumns: (columns: readonly EquipmentColumn[]) => void;
  readonly done: () => void;
}) {
  const { columns, onColumns, done } = props;
  const { t } = useText();
  const list = useRef<HTMLUListElement>(null);
  const all = [...columns, ...equipmentColumns.filter((column) => !columns.includes(column))];

  function toggle(column: EquipmentColumn): void {
    const next = columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column];
    if (next.length > 0) onColumns(next);
  }
  function move(column: EquipmentColumn, by: number): void {
    const at = columns.indexOf(column);
    const to = at + by;
    if (at < 0 || to < 0 || to >= columns.length) return;
    onColumns(columns.with(at, columns[to]!).with(to, column));
  }
  function hear(event: KeyboardEvent, column: EquipmentColumn): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    if (event.altKey) return move(column, step);
    const boxes = [...(list.current?.querySelectorAll('input') ?? [])];
    boxes[boxes.indexOf(event.target as HTMLInputElement) + step]?.focus();
  }

  return (
    <Panel title={t('equipment.columns')}>
      <div className="scroll pad eq-side">
        <p className="muted">{t('equipment.columnsHelp')}</p>
        <ul className="eq-columns" ref={list}>
          {all.map((column, index) => {
            const at = columns.indexOf(column);
            return (
              <li key={column}>
                <label>
                  <input
                    type="checkbox"
                    autoFocus={index === 0}
                    checked={at >= 0}
                    onChange={() => toggle(column)}
                    onKeyDown={(event) => hear(event, column)}
                  />
                  {t(columnsOf[column].label)}
                </label>
                {at >= 0 && (
                  <span className="row tight">
                    <MoveButton
                      label="equipment.columnUp"
                      column={column}
                      off={at === 0}
                      go={() => move(column, -1)}
                    >
                      ↑
                    </MoveButton>
                    <MoveButton
                      label="equipment.columnDown"
                      column={column}
                      off={at === columns.length - 1}
                      go={() => move(column, 1)}
                    >
                      ↓
                    </MoveButton>
                  </span>
                )}
              </li>
            );
          })}
        </ul>
        <div className="row">
          <Button onPress={done}>{t('common.close')}</Button>
          <Button onPress={() => onColumns(usualColumns)}>{t('equipment.usualColumns')}</Button>
        </div>
      </div>
    </Panel>
  );
}

function MoveButton(props: {
  readonly label: string;
  readonly column: EquipmentColumn;
  readonly off: boolean;
  readonly go: () => void;
  readonly children: string;
}) {
  const { t } = useText();
  return (
    <Button
      className="small"
      aria-label={t(props.label, { column: t(columnsOf[props.column].label) })}
      isDisabled={props.off}
      onPress={props.go}
    >
      {props.children}
    </Button>
  );
}
