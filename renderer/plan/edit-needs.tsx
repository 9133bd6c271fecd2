import { useId, useState, type KeyboardEvent } from 'react';
import { needConditions, type NeedInput } from '../../electron/plan/need.ts';
import { useQueryOf } from '../api.ts';
import { useCategories } from '../category/use-categories.ts';
import { usePlace } from '../incident/place-of.tsx';
import { PlaceInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { useNeedText } from './need-text.ts';
import { offersOf, readNeed } from './need-words.ts';
import { NumberField } from './number-field.tsx';

interface Props {
  readonly needs: readonly NeedInput[];
  readonly onChange: (needs: NeedInput[]) => void;
}

/** What a step needs: typed as one would say it, each one opened to be made more exact. */
export function EditNeeds({ needs, onChange }: Props) {
  const { t } = useText();
  const needText = useNeedText();
  const [open, setOpen] = useState<number | null>(null);
  const change = (i: number, need: NeedInput): void => onChange(needs.with(i, need));

  return (
    <fieldset className="edit-needs">
      <legend>{t('plan.needs.title')}</legend>
      <ul>
        {needs.map((need, i) => (
          <li key={need.id ?? i}>
            <div className="row">
              <button
                type="button"
                className="need-line"
                aria-expanded={open === i}
                onClick={() => setOpen(open === i ? null : i)}
                onKeyDown={(event) => {
                  if (event.key !== 'Delete') return;
                  event.preventDefault();
                  onChange(needs.toSpliced(i, 1));
                }}
              >
                {open === i ? '▾' : '▸'} {needText(need)}
              </button>
              <Button
                className="small"
                aria-label={`${t('common.remove')}: ${needText(need)}`}
                onPress={() => onChange(needs.toSpliced(i, 1))}
              >
                ×
              </Button>
            </div>
            {open === i && <NeedParts need={need} onChange={(next) => change(i, next)} />}
          </li>
        ))}
      </ul>
      <NeedTyping onAdd={(need) => onChange([...needs, need])} />
    </fieldset>
  );
}

/** One line in which a need is written: how many, of what, within how many minutes. */
function NeedTyping({ onAdd }: { readonly onAdd: (need: NeedInput) => void }) {
  const { t } = useText();
  const id = useId();
  const needText = useNeedText();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const categories = useCategories().all;
  const qualifications = useQueryOf('qualification.all', {}).data ?? [];
  const places = useQueryOf('place.all', {}).data ?? [];
  const offers = offersOf(text, { categories, qualifications, places });
  const shown = offers.length > 0;

  function pick(need: NeedInput): void {
    onAdd(need);
    setText('');
    setChosen(0);
  }
  function pressed(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey) return;
    if (event.key === 'Enter' && text.trim() === '') return;
    if (shown && event.key === 'ArrowDown') setChosen((chosen + 1) % offers.length);
    else if (shown && event.key === 'ArrowUp') setChosen((chosen + offers.length - 1) % offers.length);
    else if (event.key === 'Enter') {
      const need = offers[chosen] ?? offers[0];
      if (need) pick(need);
    } else if (event.key === 'Escape' && text !== '') {
      setText('');
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  return (
    <div className="field need-typing">
      <label htmlFor={id}>{t('plan.edit.addNeed')}</label>
      <input
        id={id}
        value={text}
        autoComplete="off"
        placeholder={t('plan.edit.needExample')}
        role="combobox"
        aria-expanded={shown}
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={shown ? `${id}-${chosen}` : undefined}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={pressed}
      />
      {shown && (
        <ul className="offers" role="listbox" id={`${id}-list`} aria-label={t('plan.edit.addNeed')}>
          {offers.map((need, i) => (
            <li
              key={`${need.kind} ${i}`}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === chosen}
              onPointerDown={(event) => {
                event.preventDefault();
                pick(need);
              }}
            >
              <span className="dim">{t(`plan.needs.kind.${need.kind}`)}</span> {needText(need)}
            </li>
          ))}
        </ul>
      )}
      {!shown && readNeed(text).words.length > 0 && <p className="help">{t('plan.edit.noSuchNeed')}</p>}
    </div>
  );
}

function NeedParts({
  need,
  onChange,
}: {
  readonly need: NeedInput;
  readonly onChange: (need: NeedInput) => void;
}) {
  const { t } = useText();
  if (need.kind === 'place') return null;
  return (
    <div className="need-parts">
      {need.kind === 'stock' ? (
        <NumberField
          label={t('plan.edit.amount')}
          value={need.amount}
          onChange={(amount) => onChange({ ...need, amount: amount ?? Number.NaN })}
        />
      ) : (
        <NumberField
          label={t('plan.edit.count')}
          value={need.count}
          onChange={(count) => onChange({ ...need, count: count ?? Number.NaN })}
        />
      )}
      {need.kind === 'equipment' && (
        <Choice
          label={t('plan.edit.condition')}
          value={need.condition}
          of={needConditions.map((value) => ({ value, label: t(`plan.needs.condition.${value}`) }))}
          onChange={(condition) => onChange({ ...need, condition })}
        />
      )}
      <NumberField
        label={t('plan.edit.maxTravel')}
        value={need.maxTravelMinutes}
        onChange={(maxTravelMinutes) => onChange({ ...need, maxTravelMinutes })}
      />
      <Travels
        travels={need.travelMinutes}
        onChange={(travelMinutes) => onChange({ ...need, travelMinutes })}
      />
    </div>
  );
}

type Travel = Exclude<NeedInput, { kind: 'place' }>['travelMinutes'][number];

/** Ways that the planner has timed: from a place to where the step is done. From elsewhere distance and speed count. */
function Travels({
  travels,
  onChange,
}: {
  readonly travels: readonly Travel[];
  readonly onChange: (travels: Travel[]) => void;
}) {
  const { t } = useText();
  const [text, setText] = useState('');
  return (
    <div className="travels">
      {travels.map((travel, i) => (
        <TravelLine
          key={travel.placeId}
          travel={travel}
          onChange={(minutes) => onChange(travels.with(i, { ...travel, minutes }))}
          onRemove={() => onChange(travels.toSpliced(i, 1))}
        />
      ))}
      <PlaceInput
        label={t('plan.edit.timedFrom')}
        placeholder={t('plan.edit.timedFromHelp')}
        text={text}
        onText={setText}
        onChoose={(choice) => {
          if (!choice || travels.some(({ placeId }) => placeId === choice.id)) return;
          onChange([...travels, { placeId: choice.id, minutes: 5 }]);
          setText('');
        }}
      />
    </div>
  );
}

function TravelLine({
  travel,
  onChange,
  onRemove,
}: {
  readonly travel: Travel;
  readonly onChange: (minutes: number) => void;
  readonly onRemove: () => void;
}) {
  const { t, nameOf } = useText();
  const place = usePlace(travel.placeId);
  const name = place ? nameOf(place.names) : '';
  return (
    <div className="row">
      <NumberField
        label={t('plan.edit.minutesFrom', { place: name })}
        value={travel.minutes}
        onChange={(minutes) => onChange(minutes ?? Number.NaN)}
      />
      <Button className="small" aria-label={`${t('common.remove')}: ${name}`} onPress={onRemove}>
        ×
      </Button>
    </div>
  );
}
