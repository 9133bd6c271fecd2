import { useEffect, useState } from 'react';
import { listen } from '../api.ts';

/** Percent of long work while it runs, else null: nothing is told any more once a second has passed without news. */
export function useProgress(job: string): number | null {
  const [percent, setPercent] = useState<number | null>(null);
  useEffect(() => {
    let over: ReturnType<typeof setTimeout> | undefined;
    const leave = listen('progress', (told) => {
      if (told.job !== job || told.total === 0) return;
      setPercent(Math.floor((100 * told.done) / told.total));
      clearTimeout(over);
      over = setTimeout(() => setPercent(null), 1000);
    });
    return () => {
      leave();
      clearTimeout(over);
    };
  }, [job]);
  return percent;
}
