import { useId } from 'react';

/** One of few, by a list that opens; the system's own, so that it works by keyboard and reads aloud everywhere. */
export function Choice<T extends string>({
  label,
  value,
  of,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly of: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => {
          const chosen = of.find((each) => each.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {of.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
    </div>
  );
}
