import { create } from 'zustand';
import type { IncidentType } from '../../electron/incident/incident.ts';

/** Something that is known before the panel opens: an alarm's place, a point clicked on the map. */
export interface Beginning {
  readonly type?: IncidentType;
  readonly placeId?: string;
  readonly placeName?: string;
  readonly longitude?: number;
  readonly latitude?: number;
  readonly note?: string;
  readonly exercise?: boolean;
}

export const useDeclare = create<{ readonly open: boolean; readonly beginning: Beginning }>(() => ({
  open: false,
  beginning: {},
}));

/** Opens the panel that declares an incident; it may be given what is already known. */
export function declareWith(beginning: Beginning): void {
  useDeclare.setState({ open: true, beginning });
}

export function openDeclare(): void {
  declareWith({});
}

export function closeDeclare(): void {
  useDeclare.setState({ open: false, beginning: {} });
}
