import type { Rating } from '../../electron/drill/evaluation.ts';
import { useText } from '../ui/text.ts';

/** Rows that change what is known after a drill. */
export const evaluationNouns = [
  'drillEvaluation',
  'drillParticipant',
  'drillLesson',
  'drillReview',
  'drillType',
  'action',
  'callOutAnswer',
  'muster',
] as const;

const shapes: Readonly<Record<Rating, string>> = {
  performed: '✓',
  challenges: '●',
  majorChallenges: '▲',
  unable: '■',
};
const classes: Readonly<Record<Rating, string>> = {
  performed: 'muted',
  challenges: 't3',
  majorChallenges: 't2',
  unable: 't1',
};

/** A rating as a shape and its words. */
export function RatingMark({ rating }: { readonly rating: Rating }) {
  const { t } = useText();
  return (
    <span className={classes[rating]}>
      <span aria-hidden>{shapes[rating]} </span>
      {t(`evaluation.rating.${rating}`)}
    </span>
  );
}
