import type { Facts, Refusal } from '../../electron/refusal.ts';
import type { Names } from '../../electron/schema-parts.ts';
import { formatFor } from './format.ts';
import { i18n, isLanguage, t, type Language } from './index.ts';
import { nameIn } from './names.ts';

const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** A refusal as a sentence in the language now set: what is wrong, where, what to do. */
export function refusalText(refusal: Refusal, zone?: string): string {
  const key = `refusal.${refusal.refused}`;
  return i18n.exists(key)
    ? t(key, factWords(refusal.facts, zone))
    : t('refusal.bug', { name: refusal.refused });
}

/** Facts as the words that fill a sentence in the language now set. */
export function factWords(facts: Facts, zone?: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, factText(name, value, facts, zone)]),
  );
}

function factText(name: string, value: Facts[string], facts: Facts, zone?: string): string {
  if (Array.isArray(value))
    return format(zone).list(
      (value as readonly (string | Names)[]).map((item) =>
        typeof item === 'string' ? wordFor(name, item) : nameIn(item, language()),
      ),
    );
  if (value === null) return t('common.unknown');
  if (typeof value === 'boolean') return value ? t('common.yes') : t('common.no');
  if (typeof value === 'number') {
    const { currency } = facts;
    // e.g. budgetMinor: so much of the currency that stands beside it
    return name.endsWith('Minor') && typeof currency === 'string'
      ? format(zone).money(value, currency)
      : String(value);
  }
  if (typeof value === 'object') return nameIn(value as Names, language());
  const text = String(value);
  if (instant.test(text)) return format(zone).dateTime(text);
  if (day.test(text)) return format(zone).date(text);
  if (name === 'problem') return problemText(text, facts);
  return wordFor(name, text);
}

/** Roles, units and fields have words of their own; everything else is shown as it came. */
function wordFor(name: string, value: string): string {
  if (name === 'role' || name === 'allowed') return i18n.exists(`role.${value}`) ? t(`role.${value}`) : value;
  if (name === 'statusBefore' || name === 'statusAfter')
    return i18n.exists(`team.status.${value}`) ? t(`team.status.${value}`) : value;
  if (name === 'shift') return i18n.exists(`drill.shift.${value}`) ? t(`drill.shift.${value}`) : value;
  if (name === 'workState') return t(`doubleCheck.state.${value}`);
  if (name === 'drillState') return t(`drill.state.${value}`);
  if (name === 'unit' || name === 'lotUnit')
    return i18n.exists(`common.unitName.${value}`) ? t(`common.unitName.${value}`) : value;
  if (name === 'uses') return i18n.exists(`place.use.${value}`) ? t(`place.use.${value}`) : value;
  if (name === 'condition' && i18n.exists(`equipment.conditions.${value}`))
    return t(`equipment.conditions.${value}`);
  if (name !== 'field') return value;
  const leaf = value.split('.').findLast((part) => !/^\d+$/.test(part)) ?? 'this';
  return i18n.exists(`field.name.${leaf}`) ? t(`field.name.${leaf}`) : value;
}

function problemText(problem: string, facts: Facts): string {
  const limit = facts['limit'];
  const key = i18n.exists(`field.problem.${problem}`) ? problem : 'other';
  return t(`field.problem.${key}`, { limit: typeof limit === 'number' ? limit : '' });
}

function format(zone?: string): ReturnType<typeof formatFor> {
  return formatFor(language(), zone);
}

const language = (): Language => (isLanguage(i18n.language) ? i18n.language : 'en');
