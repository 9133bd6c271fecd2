import { create } from 'zustand';

/** Where somebody asks what the gas would do: the place last clicked on a map. */
export interface Point {
  readonly longitude: number;
  readonly latitude: number;
}

export const usePoint = create<{ readonly at: Point | null }>(() => ({ at: null }));

/** A map was clicked: whoever shows concentrations shows those of this place. */
export function askAbout({ longitude, latitude }: Point): void {
  usePoint.setState({ at: { longitude, latitude } });
}
