import type { Finding, Verdict } from '../../electron/hazmat/assessment.ts';
import { useText, type Text } from '../ui/text.ts';

const marks = {
  allowed: ['✓', ''],
  conditions: ['●', 't3'],
  forbidden: ['▲', 't2'],
} as const;

/** A verdict by shape, word and tone. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useText();
  const [shape, tone] = marks[verdict];
  return (
    <b className={`nowrap ${tone}`}>
      <span aria-hidden>{shape} </span>
      {t(`hazmat.verdict.${verdict}`)}
    </b>
  );
}

type Shown = Readonly<Record<string, string | number>>;

/** The figures of a finding as they are read. */
function factsOf({ t, format }: Text, finding: Finding): Shown {
  return Object.fromEntries(
    Object.entries(finding.facts).map(([name, value]) => {
      if (name === 'why') return [name, t(`hazmat.why.${String(value)}`)];
      if (name === 'expiresOn' && typeof value === 'string') return [name, format.date(value)];
      if (name === 'unit') return [name, t(`common.unit.${String(value)}`, { value: '' }).trim()];
      if (Array.isArray(value)) return [name, format.list(value.map(String))];
      if (typeof value === 'number' && name !== 'count') return [name, format.number(value, 2)];
      return [name, value as string | number];
    }),
  );
}

/** What was found, as a sentence: which rule, between what. */
export function findingText(text: Text, finding: Finding): string {
  const { storeKey, neighbourKey, substance, neighbour, rule } = finding;
  const { t, nameOf } = text;
  return t(`hazmat.rule.${rule}`, {
    store: storeKey,
    other: neighbourKey ?? storeKey,
    substance: substance ? nameOf(substance) : '',
    neighbour: neighbour ? nameOf(neighbour) : '',
    ...factsOf(text, finding),
  });
}

/** Findings, each with what would make it allowed. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const text = useText();
  return (
    <ul className="findings">
      {findings.map((finding) => (
        <li key={finding.key}>
          <VerdictMark verdict={finding.verdict} />
          <div>
            {findingText(text, finding)}
            {finding.facts['verified'] === false && (
              <span className="dim"> {text.t('hazmat.notVerified')}</span>
            )}
            {finding.facts['own'] === true && <b className="nowrap"> {text.t('hazmat.ownFigure')}</b>}
            <div className="muted">→ {text.t(`hazmat.remedy.${finding.rule}`, factsOf(text, finding))}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}
