import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLATFORMS } from './engine.ts';
import { ENGINE, NATIVE, WHERE_INSTALLED } from './native.ts';
import { ROOT } from './root.ts';
import type { Shipped } from './shipped.ts';

/** `strata` on npm is another program. */
export const PACKAGE_NAME = 'stratalens';

/** The version of the whole, of which each workspace's is a copy. */
export function releaseVersion(): string {
  return (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

/**
 * The artefact's package.json: versions of native packages are those that the tests ran with.
 * @param files what lies at its top
 */
export function manifest(shipped: readonly Shipped[], files: readonly string[]): object {
  const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { description: string };
  const peers = Object.entries(optionalPeers());
  return {
    name: PACKAGE_NAME,
    version: releaseVersion(),
    description: own.description,
    keywords: [
      'interpretability',
      'neurons',
      'explainability',
      'computer-vision',
      'onnx',
      'compositional-explanations',
    ],
    license: 'Apache-2.0',
    type: 'module',
    bin: { [PACKAGE_NAME]: 'bin/stratalens.mjs' },
    engines: { node: '>=22.15' },
    os: [...new Set(PLATFORMS.map((platform) => platform.split('/')[0]))],
    files,
    dependencies: Object.fromEntries([...NATIVE, ...ENGINE].map((name) => [name, versionOf(name, shipped)])),
    bundleDependencies: ENGINE,
    peerDependencies: Object.fromEntries(peers),
    peerDependenciesMeta: Object.fromEntries(peers.map(([name]) => [name, { optional: true }])),
    gitHead: commit(),
  };
}

/** None where the clone came without its history; JSON leaves it out. */
function commit(): string | undefined {
  if (!existsSync(join(ROOT, '.git'))) return undefined;
  return execFileSync('git', ['-C', ROOT, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
}

function versionOf(name: string, shipped: readonly Shipped[]): string {
  const found = shipped.find(({ place }) => place === `node_modules/${name}`);
  if (!found) throw new Error(`package-lock.json: expected ${name} at the top of node_modules.`);
  return found.version;
}

function optionalPeers(): Readonly<Record<string, string>> {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'apps/cli/package.json'), 'utf8')) as {
    optionalDependencies: Readonly<Record<string, string>>;
  };
  return Object.fromEntries(WHERE_INSTALLED.map((name) => [name, optionalDependencies[name] ?? '*']));
}
