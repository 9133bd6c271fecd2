import { runChecks } from './checks.ts';
import { runMain } from './shell.ts';

// `npm run check`: types, lint, import boundaries, dead code, formatting, translations, schema.sql.
await runMain(async () => ((await runChecks('all')).failed > 0 ? 1 : 0));
