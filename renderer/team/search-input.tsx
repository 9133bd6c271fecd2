import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useQueryOf } from '../api.ts';
import { useText } from '../ui/text.ts';

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Small print at the right: a code, a team. */
  readonly note?: string;
}

interface Props {
  readonly label: string;
  readonly placeholder?: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly choices: readonly Choice[];
  readonly onChoose: (choice: Choice | null) => void;
  readonly hideLabel?: boolean;
  readonly autoFocus?: boolean;
  /** The register is still being asked: the list stays open for what it answers, however fast was typed. */
  readonly waiting?: boolean;
}

/** A line of text with what the register knows about it below. What is typed stays what it is unless one is chosen. */
export function SearchInput({
  label,
  placeholder,
  text,
  onText,
  choices,
  onChoose,
  hideLabel = false,
  autoFocus = false,
  waiting = false,
}: Props) {
  return (
    <ComboBox
      className="field"
      aria-label={hideLabel ? label : undefined}
      allowsCustomValue
      allowsEmptyCollection={waiting}
      menuTrigger="input"
      items={choices}
      inputValue={text}
      onInputChange={onText}
      onSelectionChange={(key) => onChoose(choices.find((choice) => choice.id === key) ?? null)}
      defaultFilter={() => true}
    >
      {!hideLabel && <Label>{label}</Label>}
      {/* Only where the operator has just asked for it: after a key on the board. */}
      <Input placeholder={placeholder} autoFocus={autoFocus} />
      <Popover className="found-choices" placement="bottom start">
        <ListBox<Choice>>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="menu-item">
              <span>{choice.label}</span>
              {choice.note !== undefined && <span className="dim">{choice.note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

type Asked = Omit<Props, 'choices' | 'onChoose' | 'waiting'> & {
  readonly onChoose: (choice: Choice | null) => void;
};

/** A place by its code or name. */
export function PlaceInput(props: Asked) {
  const { nameOf } = useText();
  const found = useQueryOf('place.find', { text: props.text, limit: 8 }, { enabled: props.text !== '' });
  const choices = props.text === '' ? [] : (found.data?.rows ?? []);
  return (
    <SearchInput
      {...props}
      waiting={props.text !== '' && found.isFetching}
      choices={choices.map(({ id, key, names }) => ({ id, label: nameOf(names), note: key }))}
    />
  );
}

/** Somebody of the register, by name or call sign. */
export function PersonInput(props: Asked) {
  const found = useQueryOf('person.page', { text: props.text, limit: 8 }, { enabled: props.text !== '' });
  const choices = props.text === '' ? [] : (found.data?.rows ?? []);
  return (
    <SearchInput
      {...props}
      waiting={props.text !== '' && found.isFetching}
      choices={choices.map(({ id, name, callSign, crew }) => ({
        id,
        label: name,
        note: [callSign, crew].filter(Boolean).join(' · '),
      }))}
    />
  );
}
