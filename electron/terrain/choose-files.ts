// In the window only a file that the operator chose in the system's own dialog may be read; scripts and the command line have
// no dialog and name what they please.
type Chooser = () => Promise<string | null>;
let choose: Chooser | null = null;
const chosen = new Set<string>();

/** Gives the window's file dialog to the terrain commands. */
export function chooseTerrainWith(chooser: Chooser): void {
  choose = chooser;
}

/** Lets the operator choose a file; null when they did not. */
export async function chooseTerrain(): Promise<string | null> {
  const path = (await choose?.()) ?? null;
  if (path !== null) chosen.add(path);
  return path;
}

export function mayReadTerrain(path: string): boolean {
  return choose === null || chosen.has(path);
}
