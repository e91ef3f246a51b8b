import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE, NATIVE } from './native.ts';
import { ROOT } from './root.ts';

/** A package of others that comes with the artefact, in it or as one of its dependencies. */
export interface Shipped {
  readonly name: string;
  readonly version: string;
  /** As the package's author wrote it, mostly an SPDX expression; empty where none is known. */
  readonly license: string;
  /** Subresource Integrity of what the registry serves. */
  readonly integrity: string | undefined;
  /** Its folder below the clone; not there where it is for another platform. */
  readonly place: string;
}

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What has parts in the artefact. */
const WORKSPACES = ['apps/cli', 'apps/dashboard'] as const;
/** Builds pages; what is served does without it. */
const ONLY_BUILDS = /^@next\/swc-|^@swc\/core|^next-intl-swc-plugin/u;

/**
 * All packages of others that ship, of all platforms, by name and version. `npm sbom` is no way to them: it leaves out what
 * any workspace has among its devDependencies, though another one runs on it.
 * @throws Error when the lock file lacks a package that is needed
 */
export function shippedPackages(root = ROOT): readonly Shipped[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Locked>>;
  };
  const places = new Set<string>(WORKSPACES);
  for (const name of [...NATIVE, ...ENGINE])
    places.add(placeOf(name, WORKSPACES[0], packages) ?? missing(name, WORKSPACES[0]));
  // A set goes on to what is added meanwhile.
  for (const place of places) {
    const { link, resolved, ...locked } = packages[place] ?? {};
    if (link) places.add(resolved ?? '');
    for (const one of dependenciesOf(place, locked, packages)) places.add(one);
  }
  const shipped = [...places].filter((place) => !packages[place]?.link && place.includes('node_modules/'));
  const all = shipped.map((place) => toShipped(place, packages[place] ?? {}));
  // One may lie in several places.
  return [...new Map(all.map((one) => [`${one.name}@${one.version}`, one])).values()].sort(
    (a, b) => compare(a.name, b.name) || compare(a.version, b.version),
  );
}

function dependenciesOf(
  place: string,
  { dependencies = {}, optionalDependencies = {} }: Locked,
  packages: Readonly<Record<string, Locked>>,
): string[] {
  const runsOn = (name: string) => !ONLY_BUILDS.test(name);
  const needed = Object.keys(dependencies).filter((name) => runsOn(name) && !(name in optionalDependencies));
  // Of the apps' own those that ship are named by themselves; of others the registry may not serve all platforms'.
  const isApp = (WORKSPACES as readonly string[]).includes(place);
  const optional = isApp ? [] : Object.keys(optionalDependencies).filter(runsOn);
  return [
    ...needed.map((name) => placeOf(name, place, packages) ?? missing(name, place)),
    ...optional.flatMap((name) => placeOf(name, place, packages) ?? []),
  ];
}

function missing(name: string, from: string): never {
  throw new Error(`package-lock.json: expected ${name}, on which ${from} depends; there is none.`);
}

function toShipped(place: string, { version = '', license = '', integrity }: Locked): Shipped {
  return { name: place.split('node_modules/').at(-1) ?? '', version, license, integrity, place };
}

/** As Node looks for it: beside the package, then in each folder above. */
function placeOf(name: string, from: string, packages: Readonly<Record<string, Locked>>): string | undefined {
  for (let folder = from; ; folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '') {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[place]) return place;
    if (folder === '') return undefined;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
