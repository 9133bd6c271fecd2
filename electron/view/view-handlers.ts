import type { Part } from '../door.ts';
import { checkVersion } from '../incident/incident-handlers.ts';
import { refuse } from '../refusal.ts';
import { mostViews, type View } from './view.ts';
import { allViews, deleteView, putView, viewById, viewByName } from './view-store.ts';

export const viewHandlers: Part<'view.save' | 'view.remove' | 'view.list'> = {
  'view.save': (tx, { over, ...given }) => {
    const same = viewByName(tx.db, given.name);
    if (same && same.id !== over?.id) return refuse('viewNameTaken', { name: given.name });
    const before = over === null ? undefined : viewById(tx.db, over.id);
    if (over !== null && !before) return refuse('notFound');
    const conflict = before && over !== null ? checkVersion(before, over.version) : null;
    if (conflict) return conflict;
    if (!before && allViews(tx.db).length >= mostViews) return refuse('tooManyViews', { most: mostViews });
    const view: View = { id: before?.id ?? tx.newId(), ...given, version: (before?.version ?? 0) + 1 };
    putView(tx.db, view);
    tx.record('view', view);
    return view;
  },
  'view.remove': (tx, input) => {
    const before = viewById(tx.db, input.id);
    if (!before) return refuse('notFound');
    const conflict = checkVersion(before, input.version);
    if (conflict) return conflict;
    deleteView(tx.db, before.id);
    tx.erase('view', before.id);
    return { id: before.id };
  },
  'view.list': (read) => allViews(read.db),
};
