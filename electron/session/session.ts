import { z } from 'zod';
import { refuse, type Refusal } from '../refusal.ts';
import { id, line, version } from '../schema-parts.ts';

export const roles = [
  'coordinator',
  'planner',
  'equipmentManager',
  'hazmatKeeper',
  'safetyOfficer',
  'observer',
  'administrator',
] as const;
export const role = z.enum(roles);
export type Role = (typeof roles)[number];

/** An operator as others may see them; the secret never leaves the store. */
export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The person that this account is, as the administrator has set it; two accounts of one person are not two people. */
  readonly personId: string | null;
  readonly retiredAt: string | null;
  readonly version: number;
}

/** What a seat shows of itself. */
export type SeatState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'signedIn'; readonly operator: Operator; readonly since: string }
  | { readonly kind: 'locked'; readonly operator: Operator; readonly since: string };

/** A passphrase (8 or more) or a PIN of at least 6 digits. */
export const secret = z
  .string()
  .max(200)
  .refine((s) => s.length >= 8 || /^\d{6,}$/.test(s));

export const signInInput = z.object({ operatorId: id, secret: z.string().max(200) });
export const demoInput = z.object({ operatorId: id });
export const createOperatorInput = z.object({ name: line(80), role, secret: secret.nullable() });
export const firstStartInput = z.object({
  siteName: line(120),
  timeZone: line(60),
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
  administrator: line(80),
  /** Null only for the sample site, where everyone signs in with one click. */
  secret: secret.nullable(),
  sample: z.boolean().default(false),
});
export const changeSecretInput = z.object({ old: z.string().max(200), secret });
export const resetSecretInput = z.object({ operatorId: id, version, secret });
export const linkOperatorInput = z.object({ operatorId: id, version, personId: id.nullable() });
export const retireOperatorInput = z.object({ operatorId: id, version });
export const changeSiteInput = z.object({
  version,
  name: line(120),
  timeZone: line(60),
  /** Minutes without a key or the mouse after which the seat locks. */
  idleMinutes: z.int().min(1).max(240),
});

/** An operator as the administrator sees them. */
export interface OperatorLine extends Operator {
  readonly failedAttempts: number;
  readonly blockedUntil: string | null;
}

export interface SiteInfo {
  readonly name: string;
  readonly sample: boolean;
  /** False until the first administrator of a real site exists. */
  readonly ready: boolean;
  /** IANA name of the zone in which times are shown. */
  readonly timeZone: string;
  readonly longitude: number;
  readonly latitude: number;
  readonly file: string;
  /** Minutes without a key or the mouse after which the seat locks. */
  readonly idleMinutes: number;
  readonly version: number;
  /** How far the room's clock is from this computer's; not 0 in a rehearsal. */
  readonly clockOffsetMs: number;
}

/** Milliseconds that a name is blocked after so many wrong secrets: none for four, then 30 s doubling up to an hour. */
export function backOffMs(failedAttempts: number): number {
  if (failedAttempts < 5) return 0;
  return Math.min(30_000 * 2 ** (failedAttempts - 5), 3_600_000);
}

/** Whether this is the IANA name of a time zone that is known here. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Why this operator may not be retired by that one, or null. */
export function retirement(
  operator: Operator,
  seen: number,
  by: Operator,
  administrators: number,
): Refusal | null {
  if (operator.version !== seen) return refuse('conflict', { seen, current: operator.version });
  if (operator.role === 'administrator' && administrators <= 1)
    return refuse('lastAdministrator', { name: operator.name });
  if (operator.id === by.id) return refuse('operatorIsYou');
  return null;
}
