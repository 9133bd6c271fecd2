import type { Figure, FigureValue } from '../../electron/hazmat/policy.ts';
import type { Text } from '../ui/text.ts';

/** What a figure of the site's rules is about. */
export function figureText({ t }: Pick<Text, 't'>, { of, unit }: Pick<Figure, 'of' | 'unit'>): string {
  switch (of.kind) {
    case 'pair':
      return t('hazmat.policy.pair', { a: t(`hazmat.group.${of.a}`), b: t(`hazmat.group.${of.b}`) });
    case 'shore':
      return unit === 'sameStore'
        ? t('hazmat.policy.sameStore', { code: of.code })
        : t('hazmat.policy.apart', { code: of.code });
    case 'limit':
      return t(`hazmat.policy.limit.${of.limit}`);
  }
}

/** A figure with its unit. */
export function figureValue(
  { t, format }: Pick<Text, 't' | 'format'>,
  unit: Figure['unit'],
  value: FigureValue,
): string {
  if (typeof value === 'string') return t(`hazmat.policy.sameStores.${value}`);
  switch (unit) {
    case 'share':
      return t('common.unit.percent', { value: format.number(value * 100, 1) });
    case 'm3':
      return t('common.unit.m3', { value: format.number(value, 2) });
    case 'perCubeRoot':
      return t('hazmat.policy.perCubeRoot', { value: format.number(value, 2) });
    case 'metres':
    case 'sameStore':
      return t('hazmat.policy.metres', { value: format.number(value, 1) });
  }
}
