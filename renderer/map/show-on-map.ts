import { go } from '../router.tsx';

/** Where the map screen keeps what it looked at last. */
export const viewKey = 'tocsin.map.view';

/** Opens the map looking at a position. */
export function showOnMap(longitude: number, latitude: number, zoom: number): void {
  localStorage.setItem(viewKey, JSON.stringify({ center: [longitude, latitude], zoom }));
  go('map');
}
