import type { Physical, Toxic } from '../../electron/hazmat/hazmat.ts';

/** The figures of a substance in the order in which they are shown and entered. */
export const physicalNames = [
  'densityKgM3', 'molarMassG', 'boilingC', 'meltingC', 'flashC', 'lelPercent', 'uelPercent', 'keepMinC', 'keepMaxC',
] as const satisfies readonly (keyof Physical)[]; // prettier-ignore
export const toxicNames = [
  'aegl1', 'aegl2', 'aegl3', 'erpg1', 'erpg2', 'erpg3', 'idlh',
] as const satisfies readonly (keyof Toxic)[]; // prettier-ignore
