import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SENTENCES, type Sentence } from '@strata/domain';
import { describe, expect, it } from 'vitest';
import en from '../i18n/en.json';
import ja from '../i18n/ja.json';

const registered: readonly Sentence[] = Object.values(SENTENCES);
const keys = registered.flatMap((sentence) => sentence.keys);

/** Words that claim something has been learnt or has changed; none of them may stand outside the registry. */
const CLAIMS =
  /\b[Ee]rrors go with\b|^(?:Causes|Goes with) errors\b|^A cause:|\bresponds? to\b|\bbeyond (?:what .* )?untrained networks\b|\b(?:rose|fell) by\b|\bchanged their meaning\b/u;

/** Questions, headings, hints and what is not known claim nothing. */
const NO_CLAIMS = [
  'shell.description',
  'neuron.headline.UNCLEAR',
  'trends.excess.none',
  'trends.progression.unclear',
  'compare.sentence.notAbove',
  'glossary.progressive.meaning',
  'version.light.NOT_BEYOND_UNTRAINED',
  'version.claims.title',
  'version.limits.nameless',
  'version.limits.cause',
  'version.regulations.part.claims',
];

/** (key, message) of a catalogue. */
function entriesOf(catalogue: object, above = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[above + name, value]] : entriesOf(value, `${above}${name}.`),
  );
}

describe('the registry of sentences', () => {
  it('names messages that both catalogues have', () => {
    for (const catalogue of [en, ja]) {
      const known = new Set(entriesOf(catalogue).map(([key]) => key));
      expect(keys.filter((key) => !known.has(key))).toEqual([]);
    }
  });

  it('gives every sentence a row of docs/validity.md that counts how often it is wrong', () => {
    const table = readFileSync(resolve(import.meta.dirname, '../../../docs/validity.md'), 'utf8');
    for (const { validity } of registered) expect(table).toMatch(new RegExp(`^\\| ${validity} \\|`, 'mu'));
  });

  it('holds every message that claims something', () => {
    const claims = entriesOf(en)
      .filter(([, message]) => CLAIMS.test(message))
      .map(([key]) => key);
    expect(claims.filter((key) => !keys.includes(key) && !NO_CLAIMS.includes(key))).toEqual([]);
    expect(claims.length).toBeGreaterThan(5);
  });
});
