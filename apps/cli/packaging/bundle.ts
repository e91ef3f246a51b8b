import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { ENGINE, NATIVE, WHERE_INSTALLED } from './native.ts';
import { ROOT } from './root.ts';

/** What starts on its own: the command, threads, and what is loaded into processes that it starts. */
const ENTRIES = [
  'apps/cli/src/main.ts',
  'apps/cli/src/tidy.ts',
  'apps/cli/src/serve/end-with-serve.ts',
  'apps/api/src/documents/document-thread.ts',
  'apps/api/src/media/picture-thread.ts',
  'packages/runs/src/kept/kept-thread.ts',
  'packages/compute/src/pipeline/workers/unit-worker.ts',
] as const;
/** Only for modules that are loaded one by one. */
const LEFT_OUT = new Set(['apps/cli/src/resolve-drizzle.ts']);
/** Where a module finds another one that starts on its own. */
const OTHER_MODULE = /new URL\('(\.{1,2}\/[^']+\.ts)', import\.meta\.url\)/gu;
/** The oldest runtime that the package takes. */
const TARGET = 'node22.15';

/**
 * Writes the command as JavaScript modules that hold everything but native packages, and keeps what a module finds beside
 * itself: its address is where it lies in the clone, seen from the package's root.
 * @param folder of the modules, right below the package's root
 * @throws Error when a module starts one that is no entry
 */
export async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: ENTRIES.map((entry) => ({ in: join(ROOT, entry), out: outputName(entry) })),
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: TARGET,
    // Names and lines in the traces of errors; comments with licences lie in a file of their own.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    // Modules of before 2015 ask for what a runtime brings with it.
    banner: {
      js: "import { createRequire as ownRequire } from 'node:module'; const require = ownRequire(import.meta.url);",
    },
    external: [...NATIVE, ...ENGINE, ...WHERE_INSTALLED],
    plugins: [placedModules()],
    logLevel: 'warning',
  });
}

function outputName(entry: string): string {
  return basename(entry, '.ts');
}

/** Modules of ours keep their place; of others none asks for it. */
function placedModules(): Plugin {
  const entries = new Set<string>(ENTRIES.map((entry) => join(ROOT, entry)));
  return {
    name: 'placed-modules',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const place = relative(ROOT, path);
        if (place.startsWith('..') || place.includes('node_modules')) return undefined;
        if (LEFT_OUT.has(place)) return { contents: '', loader: 'ts' };
        const source = await readFile(path, 'utf8');
        return { contents: placed(source, { path, place, entries }), loader: 'ts' };
      });
    },
  };
}

function placed(
  source: string,
  { path, place, entries }: { path: string; place: string; entries: ReadonlySet<string> },
): string {
  if (!source.includes('import.meta.')) return source;
  const here = '__here__';
  return source
    .replace(OTHER_MODULE, (_, other: string) => {
      const module = resolve(dirname(path), other);
      if (!entries.has(module)) throw new Error(`${place} starts ${other}, which is no entry of the bundle.`);
      return `new URL('./${outputName(module)}.js', ${here})`;
    })
    .replaceAll('import.meta.url', `new URL('../${place}', import.meta.url).href`)
    .replaceAll(
      'import.meta.dirname',
      `process.getBuiltinModule('node:url').fileURLToPath(new URL('../${dirname(place)}', import.meta.url))`,
    )
    .replaceAll(here, 'import.meta.url');
}
