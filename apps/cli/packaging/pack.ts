/*
 * `npm run pack`: builds what is built, lays the package's files together in dist/package, and has npm make the archive,
 * dist/stratalens-<version>.tgz. It holds no TypeScript and needs no compiler where it is installed.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { billOfMaterials } from './bill.ts';
import { bundle } from './bundle.ts';
import { layEngine } from './engine.ts';
import { licenceProblem } from './licences.ts';
import { manifest, PACKAGE_NAME, releaseVersion } from './manifest.ts';
import { licenceTexts } from './notice.ts';
import { ROOT } from './root.ts';
import { shippedPackages } from './shipped.ts';

const DIST = join(ROOT, 'dist');
const STAGE = join(DIST, 'package');

/** What modules find by their place in the clone, and what people read. */
const COPIED = [
  'LICENSE',
  'NOTICE',
  'CHANGELOG.md',
  'SECURITY.md',
  'CITATION.cff',
  'apps/api/schema.graphql',
  'apps/dashboard/.next/standalone',
  'apps/dashboard/gql/persisted-documents.json',
  'db/migrations',
  'docs/build',
  'docs/ci',
  'packages/demo/checkpoints',
  'packages/kernels/build/kernels.wasm',
] as const;
/** Next resizes pictures with it; ours come from the API as they are. */
const FOR_ONE_PLATFORM = /\/standalone\/node_modules\/(?:@img|sharp)(?:\/|$)/u;
const LAUNCHER = ['stratalens.mjs', 'launch.mjs'] as const;

async function pack(): Promise<void> {
  const shipped = shippedPackages();
  const problems = shipped.map(licenceProblem).filter((problem) => problem !== null);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(join(STAGE, 'bin'), { recursive: true });
  for (const place of COPIED) copy(place);
  for (const name of LAUNCHER) cpSync(join(ROOT, 'apps/cli/bin', name), join(STAGE, 'bin', name));
  cpSync(join(import.meta.dirname, 'README.md'), join(STAGE, 'README.md'));
  layEngine(STAGE);
  await bundle(join(STAGE, 'lib'));
  const write = (name: string, text: string) => writeFileSync(join(STAGE, name), text);
  write('LICENCES.txt', licenceTexts(shipped));
  write('sbom.cdx.json', billOfMaterials(shipped, { name: PACKAGE_NAME, version: releaseVersion() }));
  const top = new Set(COPIED.map((place) => place.split('/')[0] ?? place));
  const files = ['bin', 'lib', 'LICENCES.txt', 'sbom.cdx.json', ...top];
  write('package.json', `${JSON.stringify(manifest(shipped, files), null, 2)}\n`);
  const archive = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', DIST], {
    cwd: STAGE,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  process.stdout.write(`${join('dist', archive.trim())}\n`);
}

function copy(place: string): void {
  const source = join(ROOT, place);
  if (!existsSync(source)) throw new Error(`${place} is missing. Run "npm run pack", which builds it first.`);
  mkdirSync(dirname(join(STAGE, place)), { recursive: true });
  // Links would lead out of the package.
  cpSync(source, join(STAGE, place), {
    recursive: true,
    dereference: true,
    filter: (path) => !FOR_ONE_PLATFORM.test(path),
  });
}

await pack();
