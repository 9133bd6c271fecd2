/** Something that can be pressed on the screen now, found by the words that it says of itself. */
export interface ScreenAction {
  readonly id: string;
  readonly label: string;
  /** The panel that it stands in. */
  readonly where: string;
  readonly run: () => void;
}

const most = 400;

/**
 * Every button of the screen and of the sheets beside it, as the palette offers it: whatever the mouse does to what is
 * chosen, typing does too. Only what is drawn there is offered, so that a role sees no more than its own.
 */
export function screenActions(room: ParentNode = document): readonly ScreenAction[] {
  const found = new Map<string, ScreenAction>();
  for (const button of room.querySelectorAll<HTMLElement>('button, [role="tab"]')) {
    if (found.size >= most) break;
    if (button.closest('nav, .top, .palette, [aria-hidden="true"]') !== null || !isShown(button)) continue;
    const label = nameOf(button);
    if (label === '' || label.length > 90) continue;
    const where = titleOf(button);
    const key = `${where}\n${label}`;
    const id = `here:${found.size}`;
    if (!found.has(key)) found.set(key, { id, label, where, run: () => press(button) });
  }
  return [...found.values()];
}

function isShown(element: HTMLElement): boolean {
  return typeof element.checkVisibility !== 'function' || element.checkVisibility();
}

/** What a reader aloud would call it; a key drawn on it is no part of its name. */
function nameOf(button: HTMLElement): string {
  const given = button.getAttribute('aria-label');
  if (given !== null) return given.trim();
  const copy = button.cloneNode(true) as HTMLElement;
  for (const key of copy.querySelectorAll('kbd, [aria-hidden="true"]')) key.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function titleOf(button: HTMLElement): string {
  const title = button.closest('.panel, section, form')?.querySelector('h1, h2, h3');
  return (title?.firstChild?.textContent ?? title?.textContent ?? '').trim().slice(0, 60);
}

/** Presses it. One that waits for words (a reason, a number) leads to the field in which they are missing. */
function press(button: HTMLElement): void {
  if (!button.isConnected) return;
  const waits = button.hasAttribute('disabled') || button.getAttribute('aria-disabled') === 'true';
  if (!waits) {
    button.focus();
    return button.click();
  }
  const around = button.closest('form, .form-line, li, .panel');
  const fields = [...(around?.querySelectorAll<HTMLInputElement>('input:not([hidden]), textarea') ?? [])];
  (fields.find(({ value }) => value === '') ?? fields[0])?.focus();
}
