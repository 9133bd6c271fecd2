import type { SampleSite } from './data.ts';

/** Every key that one part of the sample site uses and no other part defines, as `where: key`. */
export function unknownKeys(sample: SampleSite): string[] {
  const places = new Set(sample.places.map(({ key }) => key));
  const people = new Set(sample.people.map(({ key }) => key));
  const teams = new Set(sample.teams.map(({ key }) => key));
  const operators = new Set(sample.site.operators.map(({ key }) => key));
  const qualifications = new Set(sample.qualifications.map(({ key }) => key));
  const categories = new Set(sample.categories.map(({ key }) => key));
  const consumables = new Set(sample.consumables.map(({ key }) => key));
  const positions = new Set(sample.site.positions.map(({ key }) => key));
  const substances = new Set(sample.substances.map(({ key }) => key));
  const out: string[] = [];
  const check = (
    where: string,
    known: ReadonlySet<string>,
    key: string | number | boolean | null | undefined,
  ): void => {
    if (key != null && !known.has(String(key))) out.push(`${where}: ${String(key)}`);
  };
  for (const place of sample.places) {
    check(place.key, places, place.parentKey);
    check(place.key, places, place.attributes.gaugeKey);
  }
  check('wind', places, sample.site.wind.placeKey);
  for (const operator of sample.site.operators) check(operator.key, people, operator.personKey);
  for (const team of sample.teams) {
    check(team.key, places, team.homePlaceKey);
    for (const key of [...team.core, ...team.some]) check(team.key, qualifications, key);
  }
  for (const person of sample.people) {
    check(person.key, teams, person.teamKey);
    check(person.key, places, person.musterKey);
    for (const held of person.qualifications) check(person.key, qualifications, held.key);
  }
  for (const store of sample.stores) {
    check(store.placeKey, places, store.placeKey);
    for (const tank of store.tanks) check(store.placeKey, places, tank.placeKey);
    for (const holding of store.holdings) check(store.placeKey, substances, holding.substanceKey);
  }
  for (const category of sample.categories) {
    for (const key of category.placeKeys) check(category.key, places, key);
    for (const key of category.teamKeys) check(category.key, teams, key);
  }
  for (const { category, placeKey } of Object.values(sample.shelves).flat()) {
    check('stock.json', consumables, category);
    check('stock.json', places, placeKey);
  }
  for (const plan of sample.plans) {
    for (const key of [plan.ownerKey, ...plan.approvedByKeys]) check(plan.key, operators, key);
    for (const key of plan.activation.placeKeys) check(plan.key, places, key);
    check(plan.key, places, plan.activation.gauge?.placeKey);
    check(plan.key, places, plan.activation.alarm?.placeKey);
    for (const step of plan.steps) {
      const where = `${plan.key} step ${step.order}`;
      check(where, positions, step.position);
      check(where, places, step.placeKey);
      if (step.branch?.kind === 'gauge') check(where, places, step.branch.placeKey);
      for (const need of step.needs) {
        if ('openPlaceKey' in need) check(where, places, need.openPlaceKey);
        else if ('qualification' in need) check(where, qualifications, need.qualification);
        else if ('stock' in need) check(where, consumables, need.stock);
        else check(where, categories, need.equipmentCategory);
      }
    }
  }
  return out;
}
