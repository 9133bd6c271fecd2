import { create } from 'zustand';

export const useWindSheet = create<{ readonly open: boolean }>(() => ({ open: false }));

/** Opens the form for the wind; for keys, the bar and whoever finds it stale. */
export function openWind(): void {
  useWindSheet.setState({ open: true });
}
export function closeWind(): void {
  useWindSheet.setState({ open: false });
}
