import { Button } from 'react-aria-components';
import { useQueryOf } from '../api.ts';
import { go } from '../router.tsx';
import { useNow } from '../ui/clock.ts';
import { useText } from '../ui/text.ts';
import './breach.css';

/** A dam's clock in the bar of every screen, also on a locked seat, for as long as it runs. */
export function BreachMark({ free }: { readonly free: boolean }) {
  const { t } = useText();
  const run = useQueryOf('breach.running', {}, { nouns: ['breachRun'] }).data?.[0];
  if (!run) return null;
  const words = (
    <>
      {run.rehearsal ? '◇ ' : '■ '}
      {t(run.rehearsal ? 'breach.rehearsal' : 'breach.running')} <Elapsed since={run.startedAt} />
    </>
  );
  const look = `badge breach-mark ${run.rehearsal ? 'rehearsal' : ''}`;
  return free ? (
    <Button className={look} onPress={() => go('breach')}>
      {words}
    </Button>
  ) : (
    <strong className={look}>{words}</strong>
  );
}

/** Hours, minutes and seconds since an instant, counting. */
export function Elapsed({ since }: { readonly since: string }) {
  const seconds = Math.max(0, Math.floor((useNow() - Date.parse(since)) / 1000));
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return <time>{`${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`}</time>;
}
