import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, hashJson } from '../src/index.ts';

/** The same value with the properties of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, reversed(entry)]),
  );
}

describe('canonical JSON', () => {
  it('never depends on the order of properties, and reads back as what JSON makes of the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('tells different values apart', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        if (canonicalJson(one) !== canonicalJson(other)) return;
        expect(JSON.parse(JSON.stringify(one))).toEqual(JSON.parse(JSON.stringify(other)));
      }),
    );
    expect(canonicalJson(['1'])).not.toBe(canonicalJson([1]));
    expect(canonicalJson({ a: null })).not.toBe(canonicalJson({}));
  });

  it('leaves out what is undefined, and has one zero', () => {
    expect(canonicalJson({ b: 1, a: [-0, 'x'], c: undefined })).toBe('{"a":[0,"x"],"b":1}');
  });

  it('refuses what JSON would blur', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, new Map(), new Date(0), 1n, () => 1]) {
      expect(() => canonicalJson({ value: [value] })).toThrow(TypeError);
    }
  });

  it('has this hash', () => {
    // printf '{"a":[1,2],"b":"x"}' | sha256sum
    expect(hashJson({ b: 'x', a: [1, 2] })).toBe(EXPECTED);
  });
});

const EXPECTED = 'd0f56dda38d34376527524ddd98f7ec117d5cbfb240f86e11bfb9d2d01a717d9';
