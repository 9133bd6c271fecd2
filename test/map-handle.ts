import type { Page } from '@playwright/test';

/** What measurements and tests use of the map library's map. */
export interface MapHandle {
  getSource(name: string): { setData(data: unknown): void; _data: { features: unknown[] } };
  getStyle(): { layers: { id: string }[]; sources: Record<string, unknown> };
  addSource(name: string, source: unknown): void;
  addLayer(layer: unknown): void;
  removeLayer(id: string): void;
  removeSource(id: string): void;
  jumpTo(to: { center?: [number, number]; zoom?: number }): void;
  getCenter(): { lng: number; lat: number };
  once(event: 'idle', hear: () => void): void;
  triggerRepaint(): void;
  queryRenderedFeatures(options?: {
    layers: readonly string[];
  }): { properties: Record<string, unknown>; layer: { id: string } }[];
  on(
    event: string,
    hear: (event: { sourceId?: string; isSourceLoaded?: boolean; dataType?: string }) => void,
  ): void;
  off(event: string, hear: unknown): void;
}
declare global {
  interface Window {
    shownMap?: MapHandle;
  }
}

/** Puts the map shown in `within` on the window as `shownMap`: the screen keeps it to itself; React's own tree leads to it. */
export async function takeMap(page: Page, within = ''): Promise<void> {
  const found = await page.evaluate((selector) => {
    interface Hook {
      memoizedState: unknown;
      next: Hook | null;
    }
    interface Fiber {
      memoizedState: Hook | null;
      return: Fiber | null;
      alternate: Fiber | null;
    }
    const box = document.querySelector(`${selector} .site-map`);
    const key = box && Object.keys(box).find((name) => name.startsWith('__reactFiber$'));
    let fiber = key ? ((box as unknown as Record<string, Fiber | null>)[key] ?? null) : null;
    for (; fiber; fiber = fiber.return)
      // React keeps two of each; which of them is the newer one the element does not say.
      for (const each of [fiber, fiber.alternate])
        for (
          let hook = each?.memoizedState ?? null;
          hook && typeof hook === 'object' && 'next' in hook;
          hook = hook.next
        ) {
          const state = hook.memoizedState as Partial<MapHandle> | null;
          if (typeof state?.getSource === 'function' && typeof state.jumpTo === 'function') {
            window.shownMap = state as MapHandle;
            return true;
          }
        }
    return false;
  }, within);
  if (!found) throw new Error('no map on the screen');
}

/** Waits until everything that was sent to the map is drawn, its signs and labels placed. */
export function mapDrawn(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((done) => {
        // A frame later: what React has just sent has reached the map by then.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            window.shownMap?.once('idle', () => done());
            window.shownMap?.triggerRepaint();
          }),
        );
      }),
  );
}
