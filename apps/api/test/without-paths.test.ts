import { describe, expect, it } from 'vitest';
import { withoutPaths } from '../src/auth/without-paths.ts';
import type { Caller } from '../src/caller.ts';

const as = (role: Caller['role']) => ({
  caller: { role, keyId: 1, personId: null, name: 'k', subject: null, via: 'key' } as const,
});

describe('what a viewer reads', () => {
  it.each([
    ['/srv/models/v1.onnx: expected a model.', '…/v1.onnx: expected a model.'],
    ['Expected "/data/my images/a b.png" to be a picture.', 'Expected "…/a b.png" to be a picture.'],
    ["ENOENT: no such file, open '/home/ann/.strata/cache/x'", "ENOENT: no such file, open '…/x'"],
    ['No space (/var/lib/strata); free some.', 'No space (…/strata); free some.'],
    ['C:\\Users\\ann\\net.onnx is none.', '…/net.onnx is none.'],
    ['\\\\server\\share\\x.npy is short', '…/x.npy is short'],
    ['file:///opt/strata/run.ts:3:1', '…/run.ts:3:1'],
    ['~/strata/a.json is none', '…/a.json is none'],
    ['path=/mnt/a/b', 'path=…/b'],
    ['The layer /block4/relu is gone in /srv/a/b.onnx', 'The layer /block4/relu is gone in …/b.onnx'],
    ['12/20 neurons, read 3 / 4, and/or', '12/20 neurons, read 3 / 4, and/or'],
    ['See https://example.org/a/b for more', 'See https://example.org/a/b for more'],
  ])('holds no path of the server: %s', (text, told) =>
    expect(withoutPaths(text, as('VIEWER'), '/block4/relu')).toBe(told),
  );

  it('is whole for an administrator, and nothing stays nothing', () => {
    expect(withoutPaths('/srv/a', as('ADMIN'))).toBe('/srv/a');
    expect(withoutPaths('/srv/a', as('REVIEWER'))).toBe('…/a');
    expect(withoutPaths(null, as('VIEWER'))).toBeNull();
  });
});
