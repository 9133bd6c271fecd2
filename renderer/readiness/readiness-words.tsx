import { incidentNumber } from '../../electron/incident/incident.ts';
import type { Cause, FixLine, Missing, Where } from '../../electron/readiness/detail.ts';
import type { State } from '../../electron/readiness/readiness.ts';
import { amountText } from '../stock/amount.ts';
import { useText, type Text } from '../ui/text.ts';

export const marks: Readonly<Record<State, { readonly tone: string; readonly shape: string }>> = {
  met: { tone: 'dim', shape: '✓' },
  tight: { tone: 't3', shape: '●' },
  broken: { tone: 't2', shape: '▲' },
};

/** A state as a shape and a word. */
export function StateMark({ state }: { readonly state: State }) {
  const { t } = useText();
  const { tone, shape } = marks[state];
  return (
    <span className={tone}>
      <span aria-hidden>{shape} </span>
      {t(`readiness.state.${state}`)}
    </span>
  );
}

type Words = Pick<Text, 't' | 'format' | 'nameOf'>;

/** 2 of 4 Breathing set. */
export function missingText({ t, format, nameOf }: Words, missing: Missing): string {
  const { kind, names, wanted, served, unit } = missing;
  if (kind === 'place') return t('readiness.closed', { place: nameOf(names) });
  return t('readiness.ofWanted', {
    served: format.number(served, 3),
    wanted: unit === null ? format.number(wanted) : amountText({ t, format }, wanted, unit),
    what: nameOf(names),
  });
}

/** What happened last before which it was not so. */
export function causeText({ t, format, nameOf }: Words, cause: Cause, now: string): string {
  switch (cause.kind) {
    case 'entry': {
      const facts = {
        labels: format.list(cause.labels.slice(0, 4)),
        what: t(`journal.command.${cause.name}`),
        at: format.moment(cause.at, now),
        who: cause.byName,
        seq: cause.seq,
      };
      if (cause.failed === null) return t('readiness.cause.entry', facts);
      const { names, kind } = cause.failed;
      const duty = names ? nameOf(names) : t(`duty.kind.${kind}`);
      return t('readiness.cause.failed', { ...facts, duty });
    }
    case 'time':
      return t('readiness.cause.time', {
        labels: format.list(cause.labels.slice(0, 4)),
        day: format.date(`${cause.day}T12:00:00.000Z`),
      });
    case 'shift':
      return t('readiness.cause.shift');
    case 'held':
      return t('readiness.cause.held', {
        incidents: format.list(cause.incidents.map(incidentNumber)),
      });
    case 'never':
      return t('readiness.cause.never', {
        at: cause.since === null ? '' : format.date(cause.since),
      });
  }
}

/** Which things: their tags or names, and where they are. */
export function whereText({ nameOf, format }: Words, { labels, place }: Where, most = 4): string {
  const some = labels.slice(0, most);
  const rest = labels.length > most ? ' …' : '';
  return [some.length > 0 ? `${format.list(some)}${rest}` : '', place ? nameOf(place) : '']
    .filter(Boolean)
    .join(' · ');
}

/** Test BA-07, 45 min, 3,800 RSD. */
export function fixText(words: Words, fix: FixLine): string {
  const { t, format } = words;
  const what = t(`readiness.fix.${fix.kind}`);
  const where = whereText(
    words,
    { ...fix, labels: fix.labels.slice(0, Math.max(1, Math.ceil(fix.takes))) },
    3,
  );
  return [where === '' ? what : `${what} ${where}`, format.span(fix.minutes), moneyText(words, fix)]
    .filter(Boolean)
    .join(' · ');
}

/** What a fix costs; nothing is said of what costs nothing. */
export function moneyText(
  { t, format }: Words,
  { costMinor, currency }: Pick<FixLine, 'costMinor' | 'currency'>,
): string {
  if (costMinor === 0) return '';
  if (costMinor === null) return t('readiness.priceUnknown');
  return currency === null ? '' : format.money(costMinor, currency);
}
