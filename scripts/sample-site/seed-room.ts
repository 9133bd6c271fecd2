import { iso, movableClock } from '../../electron/clock.ts';
import type { CommandName, Input, Output } from '../../electron/contract.ts';
import type { Connection } from '../../electron/database.ts';
import { openDoor, type Seat } from '../../electron/door.ts';
import { handlers } from '../../electron/handlers.ts';
import { isRefusal } from '../../electron/refusal.ts';
import type { Role } from '../../electron/session/session.ts';
import { openSite, type OpenSite } from '../../electron/site-file.ts';
import type { SampleSite } from './data.ts';

/** The control room while its sample site is made: the real door, the demo operators at their seats, a clock to move. */
export interface SeedRoom {
  readonly site: OpenSite;
  readonly clock: ReturnType<typeof movableClock>;
  /** Gives a command as the operator with this role, or as the one with this key; throws when it is refused. */
  give<N extends CommandName>(who: Role | `OP-${string}`, name: N, input: Input<N>): Promise<Output<N>>;
  /** Moves the clock to a time, if that lies ahead. */
  until(iso: string): void;
  /** Everyone leaves their seat. */
  leave(): Promise<void>;
}

/** What the people of the room need from one command to the next, in ms. */
const paceMs = 4_000;

/**
 * A new site file at `file` (which must not be there) whose operators sit at their seats since `startIso`. `writerOf` may
 * give another writer than the site's own.
 */
export async function openSeedRoom(
  file: string,
  sample: SampleSite,
  startIso: string,
  writerOf: (site: OpenSite) => Connection = (site) => site.writer,
): Promise<SeedRoom> {
  const clock = movableClock(startIso);
  const opened = openSite(file, { clock });
  if (isRefusal(opened)) throw new Error(`${file}: ${opened.refused} ${JSON.stringify(opened.facts)}`);
  const site: OpenSite = { ...opened, writer: writerOf(opened) };
  const door = openDoor(site, handlers);
  const seats = new Map<string, Seat>();

  async function from<N extends CommandName>(seat: Seat, name: N, input: Input<N>): Promise<Output<N>> {
    const result = await door.dispatch(seat, name, input);
    if (!result.ok)
      throw new Error(`${name}: ${result.refusal.refused} ${JSON.stringify([result.refusal.facts, input])}`);
    clock.advance(paceMs);
    return result.value;
  }

  const info = sample.site;
  const administrator = info.operators.find(({ role }) => role === 'administrator');
  if (!administrator) throw new Error('site.json names no administrator');
  const first: Seat = { id: 'seat-1', state: { kind: 'empty' } };
  await from(first, 'session.firstStart', {
    siteName: info.names.en,
    timeZone: info.timeZone,
    longitude: info.longitude,
    latitude: info.latitude,
    administrator: administrator.name,
    secret: null,
    sample: true,
  });
  for (const who of [administrator.role, administrator.key]) seats.set(who, first);
  for (const [index, operator] of info.operators.filter((each) => each !== administrator).entries()) {
    const { id } = await from(first, 'operator.create', {
      name: operator.name,
      role: operator.role,
      secret: null,
    });
    const seat: Seat = { id: `seat-${index + 2}`, state: { kind: 'empty' } };
    await from(seat, 'session.signInDemo', { operatorId: id });
    for (const who of [operator.role, operator.key]) seats.set(who, seat);
  }

  const seatOf = (who: string): Seat => {
    const seat = seats.get(who);
    if (!seat) throw new Error(`site.json names no operator ${who}`);
    return seat;
  };
  return {
    site,
    clock,
    give: (who, name, input) => from(seatOf(who), name, input),
    until: (at) => clock.set(iso(Math.max(Date.parse(at), clock.nowMs()))),
    leave: async () => {
      for (const seat of new Set(seats.values())) await from(seat, 'session.signOut', {});
    },
  };
}
