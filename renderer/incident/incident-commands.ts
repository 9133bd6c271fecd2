import { ask } from '../api.ts';
import { go } from '../router.tsx';
import { offer } from '../ui/commands.ts';
import { openDeclare } from './declare-open.ts';
import { openLogSearch } from './log-search.tsx';
import { holdKeys, typedAhead } from './type-ahead.ts';

/** Goes to the log of the running incident (the newest, when several run), or to the list when none does. */
async function openRunning(): Promise<void> {
  document.getElementById('composer')?.blur();
  holdKeys();
  const page = await ask('incident.page', { states: ['running'], limit: 1 });
  const incident = page.ok ? page.value.rows[0] : undefined;
  if (!incident) {
    typedAhead();
    return go('incidents');
  }
  go('incidents', incident.id);
  // Already there: the line in which things are said takes the keys again.
  document.getElementById('composer')?.focus();
}

// One key away on every screen.
offer([
  {
    id: 'incident.declare',
    title: 'nav.keys.declare',
    keys: 'F2',
    name: 'incident.declare',
    also: 'incident declare proglasi 事件 宣布',
    run: openDeclare,
  },
  {
    id: 'incident.log',
    title: 'nav.keys.log',
    keys: 'F4',
    also: 'incident log dnevnik 日志',
    run: () => void openRunning(),
  },
  {
    id: 'log.search',
    title: 'incident.search.title',
    keys: 'Ctrl+Shift+F',
    also: 'search log traži 搜索',
    run: openLogSearch,
  },
]);
