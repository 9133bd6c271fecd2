import { existsSync, globSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import type { InlineConfig } from 'vite';
import { fingerprint } from './fingerprint.ts';
import { isMain, projectRoot, runMain, sampleSiteFile, say, scratch, Trouble } from './shell.ts';

/**
 * Builds what Electron runs: dist/renderer (the screens), dist/main/main.cjs with its workers and migrations,
 * dist/main/preload.cjs, and the sample site. A part whose inputs have not changed since it was last built is left alone.
 */

/**
 * Chromium 130 and Node 20.18 are those of Electron 33, the oldest that Tocsin runs on (electron-runtime.ts says when
 * that is). Newer ones run the same code.
 */
const rendererTarget = 'chrome130';
const mainTarget = 'node20.18';

/** Left to the runtime: Node's own modules, Electron, and the one native addon. All else goes into the bundle. */
const external = [/^node:/, /^electron(\/|$)/, /^better-sqlite3(\/|$)/, ...builtinModules];

type Part = {
  readonly name: string;
  /** Globs of what goes in; a change of any of these files builds the part again. */
  readonly inputs: readonly string[];
  /** A file that is there when the part has been built. */
  readonly result: string;
  readonly build: () => Promise<void>;
  /** Is made anew on another day too. */
  readonly daily?: boolean;
};

const toolInputs = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.ts'];
const dist = (...parts: string[]): string => join(projectRoot, 'dist', ...parts);

const parts: readonly Part[] = [
  {
    name: 'main',
    inputs: [
      ...toolInputs,
      'electron/**/*',
      'renderer/locales/**/*',
      'renderer/**/*.ts',
      'resources/reference/*.json',
    ],
    result: dist('main/main.cjs'),
    build: buildMain,
  },
  {
    name: 'preload',
    inputs: [...toolInputs, 'electron/*.ts'],
    result: dist('main/preload.cjs'),
    build: () => bundle(nodeConfig({ preload: join(projectRoot, 'electron/preload.ts') })),
  },
  {
    name: 'renderer',
    inputs: [...toolInputs, 'renderer/**/*', 'electron/**/*.ts', 'resources/reference/*.json'],
    result: dist('renderer/index.html'),
    build: async () => bundle(await rendererConfig()),
  },
  {
    name: 'sample site',
    inputs: [
      'package-lock.json',
      'electron/**/*',
      'renderer/locales/en/*',
      'resources/sample-site/**/*.json',
      'resources/reference/*.json',
      'scripts/sample-site/*',
      'scripts/seed.ts',
    ],
    // Its readings are as fresh as the day.
    daily: true,
    result: sampleSiteFile,
    build: async () => (await import('./seed.ts')).makeSampleSite(sampleSiteFile, Date.now()),
  },
];

/**
 * Builds every part that is not up to date and returns the names of those it built. Production code always: there is no
 * development server, because the window loads everything through its own protocol under one strict policy.
 */
export async function buildApp(): Promise<readonly string[]> {
  const built: string[] = [];
  await mkdir(scratch, { recursive: true });
  for (const part of parts) {
    const stamp = join(scratch, `built-${part.name.replaceAll(' ', '-')}`);
    const day = part.daily ? new Date().toISOString().slice(0, 10) : '';
    const now = `${fingerprint(part.inputs)}${day}`;
    if (existsSync(part.result) && (await readFile(stamp, 'utf8').catch(() => '')) === now) continue;
    say(`building ${part.name}`);
    await rm(stamp, { force: true });
    try {
      await part.build();
    } catch (error) {
      throw new Trouble(
        `The ${part.name} part does not build: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    await writeFile(stamp, now);
    built.push(part.name);
  }
  return built;
}

/** main.cjs and one file per worker (electron/…/x-worker.ts becomes x-worker.cjs beside it), and the migrations. */
async function buildMain(): Promise<void> {
  await rm(dist('main'), { recursive: true, force: true });
  await rm(join(scratch, 'built-preload'), { force: true });
  const workers = globSync('electron/**/*-worker.ts', { cwd: projectRoot });
  const entries = ['electron/main.ts', ...workers].map((path) => [
    basename(path, '.ts'),
    join(projectRoot, path),
  ]);
  await bundle(nodeConfig(Object.fromEntries(entries)));
  await cp(join(projectRoot, 'electron/migrations'), dist('main/migrations'), { recursive: true });
  // The planner's solver, which its worker loads from beside it.
  await cp(join(projectRoot, 'node_modules/highs/build/highs.wasm'), dist('main/highs.wasm'));
}

/** Vite is loaded when there is something to build, so that a start with nothing to build is not held up by it. */
async function bundle(config: InlineConfig): Promise<void> {
  const { build } = await import('vite');
  await build(config);
}

function common(): InlineConfig {
  return {
    configFile: false,
    envDir: false,
    publicDir: false,
    mode: 'production',
    logLevel: 'warn',
    clearScreen: false,
  };
}

/**
 * Code for Electron's Node, as CommonJS: a sandboxed preload script must be, and the main side follows so that one
 * Electron and the next load it alike.
 */
function nodeConfig(input: Record<string, string>): InlineConfig {
  return {
    ...common(),
    root: projectRoot,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: mainTarget,
      outDir: dist('main'),
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input,
        external,
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  };
}

async function rendererConfig(): Promise<InlineConfig> {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    ...common(),
    root: join(projectRoot, 'renderer'),
    base: './',
    plugins: [react()],
    resolve: {
      // The build of the map library that needs no blob: worker, so that the policy can stay strict.
      alias: [{ find: /^mapbox-gl$/, replacement: 'mapbox-gl/dist/mapbox-gl-csp.js' }],
    },
    build: {
      target: rendererTarget,
      outDir: dist('renderer'),
      emptyOutDir: true,
      // The policy allows no data: URL for scripts and fonts; everything is a file of the app.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4096,
      modulePreload: { polyfill: false },
    },
  };
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const built = await buildApp();
    say(built.length > 0 ? `built: ${built.join(', ')}` : 'everything is up to date');
  });
}
