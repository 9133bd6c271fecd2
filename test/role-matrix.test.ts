import { describe, expect, test } from 'vitest';
import { contract, type Name } from '../electron/contract.ts';
import { roles, type Role } from '../electron/session/session.ts';
import { mayCall } from '../renderer/ui/commands.ts';
import { siteInTemp } from './builders.ts';

const names = Object.keys(contract) as Name[];
const commands = names.filter((name) => contract[name].kind === 'command');

/** What no role may ever come to hold, written down apart from the contract. */
const only: Readonly<Record<string, readonly Role[]>> = {
  'operator.create': ['administrator'],
  'operator.resetSecret': ['administrator'],
  'operator.retire': ['administrator'],
  'operator.page': ['administrator'],
  'site.change': ['administrator'],
  'backup.make': ['administrator'],
  'backup.restore': ['administrator'],
  'incident.close': ['coordinator', 'safetyOfficer', 'administrator'],
  'incident.reopen': ['coordinator', 'safetyOfficer', 'administrator'],
  'plan.approve': ['coordinator', 'safetyOfficer', 'administrator'],
  'evidence.export': ['coordinator', 'safetyOfficer', 'administrator'],
};

describe('the matrix of roles and names', () => {
  const site = siteInTemp();
  /** The door looks at the role before the input, so that input which no schema takes asks it about nothing else. */
  const admitted = async (role: Role, name: Name): Promise<boolean> => {
    const { refused } = await site.refusal(role, name, 'not an input');
    expect(['badInput', 'wrongRole']).toContain(refused);
    return refused === 'badInput';
  };

  test('the door admits exactly whom the contract names', async () => {
    for (const name of names)
      for (const role of roles) {
        const { access } = contract[name];
        const named = access === 'anyone' || access === 'signedIn' || access.includes(role);
        expect({ name, role, admitted: await admitted(role, name) }).toEqual({ name, role, admitted: named });
      }
  });

  test('what is kept to few stays with them', async () => {
    for (const [name, allowed] of Object.entries(only))
      for (const role of roles)
        expect({ name, role, admitted: await admitted(role, name as Name) }).toEqual({
          name,
          role,
          admitted: allowed.includes(role),
        });
  });

  test('an observer writes nothing but the seat’s own coming and going, their own secret, and a stop to dangerous work', () => {
    const own = commands.filter((name) => mayCall(name as never, 'observer'));
    expect(own.sort()).toEqual([
      'doubleCheck.stop',
      'operator.changeSecret',
      'session.firstStart',
      'session.lock',
      'session.signIn',
      'session.signInDemo',
      'session.signOut',
    ]);
  });

  test('the window offers exactly what the door admits', async () => {
    for (const name of commands)
      for (const role of roles)
        expect({ name, role, offered: mayCall(name as never, role) }).toEqual({
          name,
          role,
          offered: await admitted(role, name),
        });
  });
});
