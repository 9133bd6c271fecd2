import { writeSync } from 'node:fs';
import { Connection } from '../../electron/database.ts';
import { migrate } from '../../electron/migrate.ts';

// A child process that migrates a site, and may be killed at any moment of it.
const [file = ''] = process.argv.slice(2);
writeSync(1, 'opening\n');
const connection = new Connection(file, 'write');
migrate(connection);
connection.close();
