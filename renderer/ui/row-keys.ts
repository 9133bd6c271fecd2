import { useRef, type HTMLAttributes, type KeyboardEvent, type RefCallback } from 'react';

interface RowProps extends HTMLAttributes<HTMLElement> {
  readonly ref: RefCallback<HTMLElement>;
}

/**
 * A list walked by arrow keys: one row is in the tab order, and choosing follows the focus. `other` hears the keys that
 * do not move, with the row that has the focus.
 */
export function useRowKeys(
  ids: readonly string[],
  chosen: string | null,
  onChoose: (id: string) => void,
  other: (event: KeyboardEvent, id: string) => void = () => {},
): { readonly rowProps: (id: string) => RowProps; readonly focus: (id: string) => void } {
  const rows = useRef(new Map<string, HTMLElement>());
  const entry = chosen !== null && ids.includes(chosen) ? chosen : ids[0];
  const focus = (id: string): void => rows.current.get(id)?.focus();

  function hear(event: KeyboardEvent, id: string): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const index = ids.indexOf(id);
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: ids.length - 1,
      PageDown: index + 10,
      PageUp: index - 10,
    };
    const to = moves[event.key];
    if (to === undefined) return other(event, id);
    event.preventDefault();
    const next = ids[Math.max(0, Math.min(ids.length - 1, to))];
    if (next === undefined) return;
    onChoose(next);
    focus(next);
  }

  return {
    focus,
    rowProps: (id) => ({
      ref: (row) => {
        if (row) rows.current.set(id, row);
        else rows.current.delete(id);
      },
      tabIndex: id === entry ? 0 : -1,
      'aria-selected': id === chosen,
      onFocus: () => onChoose(id),
      onClick: () => onChoose(id),
      onKeyDown: (event) => {
        if (event.target === event.currentTarget) hear(event, id);
      },
    }),
  };
}
