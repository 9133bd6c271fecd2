/**
 * Holds what is typed between the key that opens the log line and the moment when the line is there to take it: whoever
 * presses F4 and speaks at once loses no letter.
 */
let held: string | null = null;
let giveUp: ReturnType<typeof setTimeout> | undefined;

function hear(event: KeyboardEvent): void {
  if (held === null || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === 'Escape') return void typedAhead();
  if (event.key === 'Backspace') held = held.slice(0, -1);
  else if (event.key.length === 1) held += event.key;
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Begins to hold the keys; ends with `typedAhead`, or after two seconds when no line has come. */
export function holdKeys(): void {
  typedAhead();
  held = '';
  window.addEventListener('keydown', hear, { capture: true });
  giveUp = setTimeout(typedAhead, 2000);
}

/** What was typed meanwhile; the keys are free again. */
export function typedAhead(): string {
  const text = held ?? '';
  held = null;
  clearTimeout(giveUp);
  window.removeEventListener('keydown', hear, { capture: true });
  return text;
}
