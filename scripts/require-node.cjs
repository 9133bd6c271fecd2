// Runs before `npm start`, `npm test` and their like, on whatever Node the person has. The scripts are TypeScript, which
// Node 24 runs as it is; npm ci brings that Node into node_modules. Where its install script was not allowed to run,
// it is run here.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const own = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const works = () =>
  existsSync(own) && spawnSync(own, ['--version'], { encoding: 'utf8' }).stdout?.startsWith('v24.');

if (!existsSync(join(root, 'node_modules/node/package.json'))) {
  console.error('The dependencies are not installed. Run: npm ci');
  process.exit(1);
}
if (!works()) {
  console.log('fetching Node 24 for the scripts');
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: join(root, 'node_modules/node'),
    stdio: 'inherit',
  });
  if (!works()) {
    console.error(
      'Node 24 could not be fetched from the package registry. Check: npm ping. Then run: npm ci',
    );
    process.exit(1);
  }
}
