import { describe, expect, it } from 'vitest';
import { joined } from '../src/limits/joined.ts';

/** Answers when told to, and counts. */
function answers() {
  const waiting: ((answer: string) => void)[] = [];
  const asked: string[] = [];
  const ask = joined((about: string) => {
    asked.push(about);
    return new Promise<string>((resolve) => waiting.push(resolve));
  });
  const answer = async (text: string) => {
    waiting.shift()?.(text);
    // Whatever follows from the answer has then begun.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ask, asked, answer };
}

describe('joined questions', () => {
  it('that come while one is under way get the answer of one that begins after them', async () => {
    const { ask, asked, answer } = answers();
    const first = ask('key');
    const later = [ask('key'), ask('key'), ask('key')];
    expect(asked).toEqual(['key']);
    await answer('works');
    expect(asked).toEqual(['key', 'key']);
    await answer('revoked');
    expect([await first, ...(await Promise.all(later))]).toEqual(['works', 'revoked', 'revoked', 'revoked']);
  });

  it('about other things wait for nobody, and nothing is kept when all are answered', async () => {
    const { ask, asked, answer } = answers();
    const both = [ask('one'), ask('two')];
    expect(asked).toEqual(['one', 'two']);
    await answer('1');
    await answer('2');
    expect(await Promise.all(both)).toEqual(['1', '2']);
    const again = ask('one');
    await answer('anew');
    expect(await again).toBe('anew');
  });

  it('fail alone: who came after a failure is asked for anew', async () => {
    let times = 0;
    const ask = joined(async () => {
      times += 1;
      if (times === 1) throw new Error('away');
      return times;
    });
    const [first, second] = [ask('key'), ask('key')];
    await expect(first).rejects.toThrow('away');
    expect(await second).toBe(2);
  });
});
