/** The items that were picked for a change of many: those named, or all that match the filter. */
export type Picked = { readonly all: true } | { readonly all: false; readonly ids: ReadonlySet<string> };

export const nonePicked: Picked = { all: false, ids: new Set() };

export const isPicked = (picked: Picked, id: string): boolean => picked.all || picked.ids.has(id);

/** How many; `total` is how many match. */
export const countPicked = (picked: Picked, total: number): number => (picked.all ? total : picked.ids.size);

/** With these too. Of all that match nothing can be more. */
export function withPicked(picked: Picked, ids: readonly string[]): Picked {
  return picked.all ? picked : { all: false, ids: new Set([...picked.ids, ...ids]) };
}

/** With or without one; whoever takes one out of all means only the others that are loaded. */
export function togglePicked(picked: Picked, id: string, loaded: readonly string[]): Picked {
  const ids = new Set(picked.all ? loaded : picked.ids);
  if (!ids.delete(id)) ids.add(id);
  return { all: false, ids };
}
