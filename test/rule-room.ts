import type { RuleContent } from '../electron/alarm/rule.ts';
import type { Input } from '../electron/contract.ts';
import { siteInTemp, type TestSite } from './builders.ts';
import { link } from './hazmat-ground.ts';

const said = (en: string) => ({ en, srLatn: '', zhHans: '' });

/** What somebody wrote about the alarm of a limit. */
export const written = (more: Partial<RuleContent> = {}): Input<'alarmRule.draft'>['content'] => ({
  cause: said('Converter hood leaks'),
  consequence: said('People in the aisle are gassed'),
  action: said('Clear the aisle'),
  minutesToAct: 5,
  severity: 'severe',
  owner: { kind: 'position', key: 'safety' },
  ...more,
});

/** A site where an equipment manager and a safety officer, two people, write and approve rules. */
export async function ruleRoom() {
  const site = siteInTemp();
  await link(site, 'equipmentManager');
  await link(site, 'safetyOfficer');
  const named = (en: string) => ({ en, srLatn: en, zhHans: en });
  const units = { gas: 'ppm', flow: 'l/s', pumpState: 'state' } as const;
  const point = async (key: string, kind: keyof typeof units, limits: Input<'sensor.addPoint'>['limits']) =>
    (
      await site.call('equipmentManager', 'sensor.addPoint', {
        key,
        kind,
        names: named(key),
        unit: units[kind],
        placeId: null,
        minValue: 0,
        maxValue: kind === 'pumpState' ? 2 : 1000,
        everySeconds: 1800,
        frozenMinutes: null,
        limits,
      })
    ).id;
  const read = (pointId: string, value: number) => {
    site.clock.advance(1000);
    return site.call('coordinator', 'sensor.read', { pointId, value });
  };
  const list = () => site.call('observer', 'alarm.open', {});
  return { site, point, read, list };
}

/** What the second person has before their eyes. */
export async function seenOf(
  site: TestSite,
  key: Input<'alarmRule.one'>,
  rule: { readonly id: string; readonly version: number },
) {
  const { confirmation } = (await site.call('observer', 'alarmRule.one', key))!;
  const { contentHash, version } = confirmation!;
  return { id: rule.id, version: rule.version, contentHash, confirmationVersion: version };
}

/** Written by one, approved by the other. */
export async function approve(
  site: TestSite,
  key: Omit<Input<'alarmRule.draft'>, 'content'>,
  content: Input<'alarmRule.draft'>['content'],
) {
  const draft = await site.call('equipmentManager', 'alarmRule.draft', { ...key, content });
  const asked = await site.call('equipmentManager', 'alarmRule.ask', {
    id: draft.id,
    version: draft.version,
  });
  return site.call('safetyOfficer', 'alarmRule.approve', await seenOf(site, key, asked));
}
