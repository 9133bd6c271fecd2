import { categoryById } from '../category/category-store.ts';
import type { Category } from '../category/category.ts';
import type { ReadHandle } from '../database.ts';
import { heldByDuties } from '../duty/standing-handlers.ts';
import { placeById, placeRetiredAt } from '../place/place-store.ts';
import type { PlaceName } from '../place/place.ts';
import { isRefusal, refuse, type Answer, type Refusal } from '../refusal.ts';
import { teamById } from '../team/team-store.ts';
import { mostInside } from './change.ts';
import { changedItem, type Equipment, type EquipmentChanges } from './equipment.ts';
import {
  countInside, equipmentById, equipmentBySerial, equipmentByTag, equipmentInside, wordsOf, type Around,
} from './equipment-store.ts'; // prettier-ignore

/** An item as it will be, with the words by which it is found, when they are others than before. */
export interface Change {
  readonly after: Equipment;
  readonly words: string | null;
}

/** Looks up once what thousands of items point at; good for one command, or one look. */
export class Register {
  private readonly categories = new Map<string, Category | undefined>();
  private readonly places = new Map<string, (PlaceName & { readonly gone: boolean }) | undefined>();
  private readonly teams = new Map<string, boolean>();
  /** How many have come into each container in this one command. */
  private readonly entered = new Map<string, number>();

  private readonly db: ReadHandle;

  constructor(db: ReadHandle) {
    this.db = db;
  }

  /** What the item points at. Refuses: unknownCategory, categoryNotOfItems, categoryRetired, unknownPlace, unknownTeam. */
  around(item: Equipment, before?: Equipment): Answer<Around> {
    const category = remember(this.categories, item.categoryId, (id) => categoryById(this.db, id));
    if (!category) return refuse('unknownCategory');
    if (category.kind !== 'item') return refuse('categoryNotOfItems', { category: category.names });
    // What was of it before may keep it.
    if (category.retiredAt !== null && before?.categoryId !== category.id)
      return refuse('categoryRetired', { category: category.names });
    const place = item.placeId === null ? null : this.place(item.placeId);
    if (place === undefined || (place?.gone === true && before?.placeId !== item.placeId))
      return refuse('unknownPlace', { place: place?.key ?? item.placeId });
    const { ownerTeamId } = item;
    if (
      ownerTeamId !== null &&
      !remember(this.teams, ownerTeamId, (id) => teamById(this.db, id) !== undefined)
    )
      return refuse('unknownTeam');
    return { category, place };
  }

  private place(id: string): (PlaceName & { readonly gone: boolean }) | undefined {
    return remember(this.places, id, () => {
      const place = placeById(this.db, id);
      if (!place) return undefined;
      const { key, kind, names } = place;
      // What is no longer in the register takes nothing new.
      return { id, key, kind, names, gone: placeRetiredAt(this.db, id) !== null };
    });
  }

  /**
   * The item with the changes, where it then stands; the same item when nothing differs. Refuses as changedItem and
   * `around` do, and: tagTaken, serialTaken, unknownContainer, insideItself, containerRetired, containerFull,
   * placeFollows, containerNotEmpty, and as the duties of the item do.
   */
  change(before: Equipment, changes: EquipmentChanges): Answer<Change> {
    const container = this.containerOf(before, changes);
    if (isRefusal(container)) return container;
    const moved = container === null ? changes : { ...changes, placeId: container.placeId };
    const after = changedItem(before, moved);
    if (isRefusal(after)) return after;
    if (after === before) return { after, words: null };
    const wrong =
      this.taken(after, before) ?? this.emptied(before, after) ?? heldByDuties(this.db, before, after);
    if (wrong) return wrong;
    const around = this.around(after, before);
    if (isRefusal(around)) return around;
    const was = this.around(before, before);
    const words = wordsOf(after, around);
    return { after, words: !isRefusal(was) && wordsOf(before, was) === words ? null : words };
  }

  /** A new item, where it then stands. Refuses as `change` does. */
  add(item: Equipment): Answer<{ readonly item: Equipment; readonly around: Around }> {
    const wrong = this.taken(item, null);
    if (wrong) return wrong;
    const container = this.containerOf({ ...item, insideId: null }, { insideId: item.insideId });
    if (isRefusal(container)) return container;
    const placed = container === null ? item : { ...item, placeId: container.placeId };
    const around = this.around(placed);
    return isRefusal(around) ? around : { item: placed, around };
  }

  /** What stands inside it, in it and in what is in it, moved to where it now stands. */
  contentsMoved(container: Equipment): Change[] {
    return equipmentInside(this.db, container.id).flatMap((item) => {
      if (item.placeId === container.placeId) return [];
      const after: Equipment = { ...item, placeId: container.placeId, version: item.version + 1 };
      const around = this.around(after, item);
      if (isRefusal(around)) throw new Error(`${item.tag} cannot follow ${container.tag}: ${around.refused}`);
      return [{ after, words: wordsOf(after, around) }, ...this.contentsMoved(after)];
    });
  }

  /** Tag and serial are one of a kind. */
  private taken(item: Equipment, before: Equipment | null): Refusal | null {
    if (before?.tag !== item.tag) {
      const same = equipmentByTag(this.db, item.tag);
      if (same && same.id !== item.id) return refuse('tagTaken', { tag: item.tag });
    }
    const { make, model, serial } = item;
    if (before?.make === make && before.model === model && before.serial === serial) return null;
    const same = equipmentBySerial(this.db, item);
    return same && same.id !== item.id ? refuse('serialTaken', { serial, tag: same.tag }) : null;
  }

  /** The container that the item is in after the change; null when it is in none. */
  private containerOf(before: Equipment, changes: EquipmentChanges): Answer<Equipment | null> {
    const insideId = changes.insideId === undefined ? before.insideId : changes.insideId;
    if (insideId === null) return null;
    const enters = insideId !== before.insideId;
    if (!enters && changes.placeId === undefined) return null;
    const container = equipmentById(this.db, insideId);
    if (!container) return refuse('unknownContainer');
    const { tag } = before;
    if (!enters) {
      const follows = changes.placeId === container.placeId;
      return follows ? container : refuse('placeFollows', { tag, container: container.tag });
    }
    if (this.isWithin(container, before.id)) return refuse('insideItself', { tag, container: container.tag });
    if (container.condition === 'retired') return refuse('containerRetired', { container: container.tag });
    const inside = this.entered.get(insideId) ?? countInside(this.db, insideId);
    if (inside >= mostInside) return refuse('containerFull', { container: container.tag, most: mostInside });
    this.entered.set(insideId, inside + 1);
    return container;
  }

  /** Whether the container is the item, or is somewhere inside it. */
  private isWithin(container: Equipment, id: string): boolean {
    for (let at: Equipment | undefined = container; at; at = this.outside(at)) if (at.id === id) return true;
    return false;
  }

  private outside(item: Equipment): Equipment | undefined {
    return item.insideId === null ? undefined : equipmentById(this.db, item.insideId);
  }

  /** A container is emptied before it is retired: what is in it would stand nowhere. */
  private emptied(before: Equipment, after: Equipment): Refusal | null {
    if (after.condition !== 'retired' || before.condition === 'retired') return null;
    const items = countInside(this.db, before.id);
    return items === 0 ? null : refuse('containerNotEmpty', { tag: before.tag, items });
  }
}

function remember<T>(known: Map<string, T>, id: string, look: (id: string) => T): T {
  if (!known.has(id)) known.set(id, look(id));
  return known.get(id) as T;
}
