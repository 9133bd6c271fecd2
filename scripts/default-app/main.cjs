// Laid into the fallback Electron (scripts/electron-fallback.ts), which comes without Electron's own default app:
// starts the application folder, or the script, that the command line names.
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
const target = named ? resolve(named) : undefined;
if (!target || !existsSync(target)) {
  process.stderr.write('Name the application folder to start.\n');
  app.exit(2);
} else {
  process.defaultApp = true;
  const manifestFile = join(target, 'package.json');
  if (existsSync(manifestFile)) {
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    app.setAppPath(target);
    app.setName(manifest.productName ?? manifest.name);
    app.setVersion(manifest.version);
    require(join(target, manifest.main ?? 'index.js'));
  } else {
    require(target);
  }
}
