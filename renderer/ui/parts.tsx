import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  Input,
  Label,
  Text,
  TextArea,
  TextField,
  type ButtonProps,
  type TextFieldProps,
} from 'react-aria-components';

/** A titled box of a screen. `aside` stands at the right of the title. */
export function Panel(props: {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={`panel ${props.className ?? ''}`}>
      <h2>
        {props.title}
        <span className="grow" />
        {props.aside !== undefined && <span className="aside">{props.aside}</span>}
      </h2>
      {props.children}
    </section>
  );
}

/** `go` marks the one primary button of a screen. */
export function Button({
  go = false,
  className = '',
  ...props
}: ButtonProps & { readonly go?: boolean; readonly className?: string }) {
  return <AriaButton {...props} className={`btn ${go ? 'go' : ''} ${className}`} />;
}

/** A labelled line (or lines) of text with its help and its problem. */
export function Field({
  label,
  help,
  problem,
  lines = 1,
  placeholder,
  type,
  ...props
}: TextFieldProps & {
  readonly label: string;
  readonly help?: string;
  readonly problem?: string | null;
  readonly lines?: number;
  readonly placeholder?: string;
  readonly type?: string;
}) {
  return (
    // A problem is told, and never keeps the form from being sent again (the browser's own validation would).
    <TextField
      {...props}
      validationBehavior="aria"
      isInvalid={problem !== undefined && problem !== null}
      className="field"
    >
      <Label>{label}</Label>
      {lines > 1 ? (
        <TextArea rows={lines} placeholder={placeholder} />
      ) : (
        <Input type={type} placeholder={placeholder} />
      )}
      {help !== undefined && (
        <Text slot="description" className="help">
          {help}
        </Text>
      )}
      {problem !== undefined && problem !== null && (
        <Text slot="errorMessage" className="problem">
          {problem}
        </Text>
      )}
    </TextField>
  );
}

/** Why something was refused: a sentence beside the form that keeps what was typed. */
export function Problem({ children }: { readonly children: string | null }) {
  return (
    <p className="problem" role="alert" hidden={children === null}>
      {children}
    </p>
  );
}

/** A priority as a shape, a number and a word: ■1 ▲2 ●3. */
export function Mark({
  priority,
  children,
}: {
  readonly priority: 1 | 2 | 3;
  readonly children?: ReactNode;
}) {
  return (
    <span className={`mark m${priority}`}>
      <i aria-hidden>{priority}</i>
      {children}
    </span>
  );
}

/** What a list shows when it holds nothing. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return <div className="empty">{children}</div>;
}
