import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../i18n/en.json';
import ja from '../i18n/ja.json';
import { keepCounters } from '../i18n/keep-counters';

const root = join(import.meta.dirname, '..');

function keysOf(messages: object, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([name, value]) =>
    typeof value === 'string' ? [prefix + name] : keysOf(value as object, `${prefix}${name}.`),
  );
}

function textOf(messages: object, key: string): string {
  return key.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], messages) as string;
}

const keys = keysOf(en);
const sources = globSync(['app/**/*.{ts,tsx}', 'features/**/*.{ts,tsx}', 'charts/**/*.{ts,tsx}', 'ui/**/*.{ts,tsx}'], {
  cwd: root,
})
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n');
/** Keys written out in a call, and calls whose key has a variable part, as patterns. */
const asked = [...sources.matchAll(/\bt(?:\.rich)?\(\s*(?:'([^']+)'|`([^`]+)`)/gu)].map(
  ([, plain, template]) => plain ?? (template as string),
);
const patterns = asked.map(
  (key) => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/gu, '[^.]+')}$`, 'u'),
);

describe('the catalogues', () => {
  it('have the same keys in English and Japanese', () => {
    expect(keysOf(ja)).toEqual(keys);
  });

  it('have every key that a page asks for', () => {
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key, index) => !keys.some((known) => patterns[index]?.test(known)) && key !== '')).toEqual([]);
  });

  it('have no key that no page asks for', () => {
    expect(keys.filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });

  it('use the same values and marks in both languages', () => {
    const marks = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)[,}]|<(\w+)>/gu)].map(([, value, mark]) => value ?? `<${mark}>`))]
        .sort()
        .join(' ');
    const differing = keys.filter((key) => marks(textOf(ja, key)) !== marks(textOf(en, key)));
    expect(differing).toEqual([]);
  });

  it('leave no text empty, and none untranslated but the example and bare values', () => {
    expect(keys.filter((key) => textOf(ja, key).trim() === '' || textOf(en, key).trim() === '')).toEqual([]);
    const same = keys.filter((key) => textOf(ja, key) === textOf(en, key));
    expect(same).toEqual(['filter.formulaExample', 'compare.balance', 'palette.in']);
  });

  it('keep Japanese counters on the line of their number, and nothing else', () => {
    expect(keepCounters({ a: '重なりは {iou}（偶然の {lift} 倍）', b: { c: '# 個の {x} と 2 個' } })).toEqual({
      a: '重なりは {iou}（偶然の {lift}\u00a0倍）',
      b: { c: '#\u00a0個の {x} と 2 個' },
    });
  });
});
