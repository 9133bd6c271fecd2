import { conditions } from '../../electron/equipment/equipment.ts';
import { useQueryOf } from '../api.ts';
import { CategorySelect } from '../category/category-select.tsx';
import { PlaceInput, SearchInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { currencies, type Draft, type DraftField } from './draft.ts';

interface Props {
  readonly draft: Draft;
  readonly onDraft: (change: Partial<Draft>) => void;
}

/** One field of an item. */
export function ItemField({
  field,
  draft,
  onDraft,
  autoFocus = false,
  problem = null,
}: Props & { readonly field: DraftField; readonly autoFocus?: boolean; readonly problem?: string | null }) {
  const { t } = useText();
  const label = t(`equipment.${field}`);
  switch (field) {
    case 'categoryId':
      return (
        <CategorySelect
          label={label}
          value={draft.categoryId}
          onChange={(categoryId) => onDraft({ categoryId })}
          kind="item"
        />
      );
    case 'condition':
      return (
        <Choice
          label={label}
          value={draft.condition}
          of={conditions.map((value) => ({ value, label: t(`equipment.conditions.${value}`) }))}
          onChange={(condition) => onDraft({ condition })}
        />
      );
    case 'insideId':
      return <ContainerField draft={draft} onDraft={onDraft} />;
    case 'placeId':
      return (
        <PlaceInput
          label={label}
          text={draft.placeText}
          onText={(placeText) => onDraft(placeText === '' ? { placeText, placeId: '' } : { placeText })}
          onChoose={(choice) => choice && onDraft({ placeId: choice.id, placeText: choice.label })}
        />
      );
    case 'ownerTeamId':
      return <TeamField draft={draft} onDraft={onDraft} />;
    case 'cost':
      return (
        <div className="eq-cost">
          <Field label={label} value={draft.cost} onChange={(cost) => onDraft({ cost })} problem={problem} />
          <Choice
            label={t('equipment.currency')}
            value={draft.currency}
            of={[...new Set([draft.currency, ...currencies])].map((value) => ({ value, label: value }))}
            onChange={(currency) => onDraft({ currency })}
          />
        </div>
      );
    case 'nextDueOn':
    case 'boughtOn':
    case 'endOfLifeOn':
      return (
        <Field
          label={label}
          type="date"
          value={draft[field]}
          onChange={(value) => onDraft({ [field]: value })}
        />
      );
    case 'note':
      return <Field label={label} value={draft.note} onChange={(note) => onDraft({ note })} lines={2} />;
    case 'tag':
    case 'make':
    case 'model':
    case 'serial':
      return (
        <Field
          label={label}
          value={draft[field]}
          onChange={(value) => onDraft({ [field]: value })}
          autoFocus={autoFocus}
        />
      );
  }
}

function TeamField({ draft, onDraft }: Props) {
  const { t, nameOf } = useText();
  const teams = useQueryOf('team.board', {}).data?.teams ?? [];
  return (
    <Choice
      label={t('equipment.ownerTeamId')}
      value={draft.ownerTeamId}
      of={[
        { value: '', label: t('equipment.noTeam') },
        ...teams.map(({ id, key, names }) => ({ value: id, label: `${key} ${nameOf(names)}` })),
      ]}
      onChange={(ownerTeamId) => onDraft({ ownerTeamId })}
    />
  );
}

/** The vehicle, box or cabinet that it is kept in, by its tag or by any word of it. */
function ContainerField({ draft, onDraft }: Props) {
  const { t, nameOf } = useText();
  const text = draft.insideText;
  const found = useQueryOf('equipment.page', { text, limit: 8 }, { enabled: text !== '' }).data?.rows ?? [];
  return (
    <SearchInput
      label={t('equipment.insideId')}
      placeholder={t('equipment.insideHelp')}
      text={text}
      onText={(insideText) => onDraft(insideText === '' ? { insideText, insideId: '' } : { insideText })}
      choices={
        text === ''
          ? []
          : found.map(({ id, tag, category }) => ({ id, label: tag, note: nameOf(category.names) }))
      }
      onChoose={(choice) => choice && onDraft({ insideId: choice.id, insideText: choice.label })}
    />
  );
}
