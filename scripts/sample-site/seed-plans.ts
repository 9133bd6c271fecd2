import { iso } from '../../electron/clock.ts';
import type { Input, Output } from '../../electron/contract.ts';
import type { SampleSite } from './data.ts';
import type { SeedRoom } from './seed-room.ts';
import { known, type Keys } from './seed-site.ts';

type StepInput = Input<'plan.add'>['steps'][number];
type NeedInput = NonNullable<StepInput['needs']>[number];
type SampleStep = SampleSite['plans'][number]['steps'][number];

const dayMs = 86_400_000;

/**
 * Each plan through all its editions: the earlier ones had fewer steps. Each is given to review and approved by two
 * operators of two roles who did not write it.
 */
export async function seedPlans(
  room: SeedRoom,
  sample: SampleSite,
  keys: Keys,
  nowMs: number,
): Promise<void> {
  const positions = new Map(sample.site.positions.map(({ key, names }) => [key, names]));
  const idOf = (key: string): string => known(keys.places, key);
  for (const plan of sample.plans) {
    const { incidentTypes, placeKeys, minSeverity, gauge, alarm } = plan.activation;
    const steps = plan.steps.map((step): StepInput => ({
      instruction: step.instruction,
      role: positions.get(step.position) ?? null,
      position: step.position,
      targetMinutes: step.targetMin,
      placeId: step.placeKey === null ? null : idOf(step.placeKey),
      branch: branchOf(step, idOf),
      repeatMinutes: step.repeatMin,
      needs: step.needs.map((need) => needOf(need, keys)),
    }));
    let before: Output<'plan.add'> | null = null;
    for (let edition = 1; edition <= plan.version; edition += 1) {
      const written: Output<'plan.add'> = await room.give(plan.ownerKey as 'OP-2', 'plan.add', {
        key: plan.key,
        title: plan.title,
        purpose: plan.purpose,
        criteria: {
          types: incidentTypes,
          minSeverity,
          placeIds: placeKeys.map(idOf),
          gauge: gauge ? { placeId: idOf(gauge.placeKey), minLevelCm: gauge.levelCm } : null,
          alarm: alarm ? { placeId: idOf(alarm.placeKey), priority: alarm.priority } : null,
        },
        // A step keeps its name from edition to edition.
        steps: steps.slice(0, steps.length - (plan.version - edition)).map((step, i) => {
          const same = before?.steps[i];
          return same ? { ...step, id: same.id } : step;
        }),
        reviewDueOn: iso(nowMs + plan.reviewAfterDays * dayMs).slice(0, 10),
      });
      before = written;
      const { id, version, contentHash } = await room.give(plan.ownerKey as 'OP-2', 'plan.submit', written);
      for (const approver of plan.approvedByKeys)
        await room.give(approver as 'OP-1', 'plan.approve', { id, version, contentHash: contentHash ?? '' });
    }
  }
}

function branchOf(step: SampleStep, idOf: (key: string) => string): StepInput['branch'] {
  if (step.condition !== null) return { kind: 'words', words: step.condition };
  if (step.branch?.kind !== 'gauge') return step.branch;
  return { kind: 'gauge', placeId: idOf(step.branch.placeKey), minLevelCm: step.branch.minLevelCm };
}

function needOf(need: SampleStep['needs'][number], keys: Keys): NeedInput {
  if ('openPlaceKey' in need) return { kind: 'place', placeId: known(keys.places, need.openPlaceKey) };
  const maxTravelMinutes = need.maxTravelMin;
  if ('qualification' in need) {
    const qualificationId = known(keys.qualifications, need.qualification);
    return { kind: 'people', qualificationId, count: need.count, maxTravelMinutes };
  }
  if ('stock' in need) {
    const categoryId = known(keys.categories, need.stock);
    return { kind: 'stock', categoryId, amount: need.amount, maxTravelMinutes };
  }
  const categoryId = known(keys.categories, need.equipmentCategory);
  return { kind: 'equipment', categoryId, count: need.count, maxTravelMinutes };
}
