import { useState } from 'react';
import {
  workKinds,
  type CheckItem,
  type ListInForce,
  type WorkKind,
} from '../../electron/double-check/check-list.ts';
import { useQueryOf } from '../api.ts';
import { useMay } from '../team/use-may.ts';
import { Choice } from '../ui/choice.tsx';
import { Button, Panel } from '../ui/parts.tsx';
import { useText, type Text } from '../ui/text.ts';
import { ListForm } from './list-form.tsx';

/** Limits and validity of a measured line in a few words. */
export function limitText(text: Text, item: CheckItem): string {
  if (item.measure === null) return '';
  const { min, max, validMinutes, unit } = item.measure;
  const number = (value: number | null): string => (value === null ? '–' : text.format.number(value, 2));
  const top = text.t(`doubleCheck.unit.${unit}`, { value: number(max) });
  const limits =
    min === null || min === 0
      ? text.t('doubleCheck.limitMax', { max: top })
      : text.t('doubleCheck.limitBoth', { min: number(min), max: top });
  return validMinutes === null
    ? limits
    : `${limits} · ${text.t('doubleCheck.validFor', { span: text.format.span(validMinutes) })}`;
}

/** The lists by which two people check, each with its edition; whoever may writes the next. */
export function ListsPanel({ done }: { readonly done: () => void }) {
  const { t } = useText();
  const [kind, setKind] = useState<WorkKind>('hotWork');
  const [changing, setChanging] = useState(false);
  const lists = useQueryOf('checkList.all', {}, { nouns: ['checkList'] }).data;
  const list = lists?.find((one) => one.kind === kind);
  return (
    <Panel title={t('doubleCheck.lists')} aside={<Button onPress={done}>{t('common.close')}</Button>}>
      <div className="scroll store-detail" tabIndex={0} role="region" aria-label={t('doubleCheck.lists')}>
        <Choice
          label={t('doubleCheck.kindOf')}
          value={kind}
          of={workKinds.map((value) => ({ value, label: t(`doubleCheck.kind.${value}`) }))}
          onChange={(value) => {
            setKind(value);
            setChanging(false);
          }}
        />
        {list &&
          (changing ? (
            <ListForm key={kind} list={list} done={() => setChanging(false)} />
          ) : (
            <ListInWords list={list} change={() => setChanging(true)} />
          ))}
      </div>
    </Panel>
  );
}

function ListInWords({ list, change }: { readonly list: ListInForce; readonly change: () => void }) {
  const text = useText();
  const { t, format, nameOf } = text;
  const may = useMay('checkList.change');
  const { content } = list;
  const edition =
    list.madeAt === null
      ? t('doubleCheck.shipped')
      : [t('doubleCheck.editionNo', { edition: list.edition }), list.madeByName, format.date(list.madeAt)].join(' · ');
  return (
    <>
      <p className="muted">{edition}</p>
      <dl className="facts">
        {(['watchMinutes', 'monitorMinutes', 'requestMinutes'] as const).map((name) => (
          <div key={name} className="fact-row">
            <dt>{t(`doubleCheck.minutes.${name}`)}</dt>
            <dd>{format.span(content[name])}</dd>
          </div>
        ))}
        <dt>{t('doubleCheck.minutes.maxHours')}</dt>
        <dd>{format.span(content.maxHours * 60)}</dd>
      </dl>
      <ol className="check-items">
        {content.items.map((item, i) => (
          <li key={item.key} className="check-item">
            <span className="check-no">{i + 1}</span>
            <div className="check-body">
              {nameOf(item.names)}
              <span className="muted">
                {[
                  item.kind === 'yes' ? '' : t(`doubleCheck.itemKind.${item.kind}`),
                  limitText(text, item),
                  item.skippable ? t('doubleCheck.skippable') : '',
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
          </li>
        ))}
      </ol>
      {may && (
        <Button className="add" onPress={change}>
          {t('doubleCheck.newEdition')}
        </Button>
      )}
    </>
  );
} // prettier-ignore
