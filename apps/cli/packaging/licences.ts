import satisfies from 'spdx-satisfies';
import type { Shipped } from './shipped.ts';

/** Licences that ask for nothing but to be named. */
const PERMISSIVE = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
] as const;

interface Exception {
  readonly names: RegExp;
  readonly licence: string;
  readonly why: string;
}

/** What else is allowed, of which packages, and why. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    names: /^@img\/sharp-/u,
    licence: 'LGPL-3.0-or-later',
    why: 'libvips as a library of its own, loaded by sharp, which can be replaced by another build',
  },
  { names: /^caniuse-lite$/u, licence: 'CC-BY-4.0', why: 'data on browsers, used as it is' },
  { names: /^@fontsource-variable\//u, licence: 'OFL-1.1', why: 'fonts, embedded in pages as they are' },
];

/** Why the package may not ship; null when it may. */
export function licenceProblem({
  name,
  version,
  license,
}: Pick<Shipped, 'name' | 'version' | 'license'>): string | null {
  const allowed = [...PERMISSIVE, ...EXCEPTIONS.filter(({ names }) => names.test(name)).map(({ licence }) => licence)];
  try {
    // "MIT and ISC" is written, too.
    if (
      satisfies(
        license.replaceAll(/ (?:and|or) /giu, (word) => word.toUpperCase()),
        allowed,
      )
    )
      return null;
  } catch {
    return `${name}@${version}: expected the licence as an SPDX expression, found "${license}". Look it up, or do without the package.`;
  }
  return `${name}@${version}: its licence, ${license}, is none of those that may ship. Do without the package, or allow it with the reason in licences.ts.`;
}
