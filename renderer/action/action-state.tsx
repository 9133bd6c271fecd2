import { isDueSoon, isOverdue, type Action } from '../../electron/action/action.ts';
import { useText } from '../ui/text.ts';
import { useToday } from '../ui/today.ts';

/** How an action stands, as a shape and words; what is late or soon due stands out. */
export function ActionState({ action }: { readonly action: Action }) {
  const { t } = useText();
  const today = useToday();
  if (isOverdue(action, today)) return <span className="t2">{t('action.overdue')}</span>;
  if (isDueSoon(action, today)) return <span className="t3">{t('action.dueSoon')}</span>;
  return <span className="muted">{t(`action.state.${action.state}`)}</span>;
}
