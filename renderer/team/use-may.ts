import type { CommandName } from '../../electron/contract.ts';
import { useQueryOf } from '../api.ts';
import { mayCall } from '../ui/commands.ts';

/** Whether the operator at this seat may do it: what they may not do is not offered. */
export function useMay(name: CommandName): boolean {
  const seat = useQueryOf('session.state', {}, { nouns: ['seat'] }).data;
  return mayCall(name, seat?.kind === 'signedIn' ? seat.operator.role : null);
}
