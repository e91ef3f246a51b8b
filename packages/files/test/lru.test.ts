import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lease, Lru } from '../src/index.ts';

/** What happens to a cache of numbers: keys are few, so that they meet. */
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constantFrom('get', 'set', 'acquire', 'delete'), key: fc.nat(5) }),
    fc.record({ do: fc.constant('release'), key: fc.nat(9) }),
  ),
  { maxLength: 60 },
);

describe('a bounded cache', () => {
  it('keeps the values used last: as a list would that is searched and cut', () => {
    const asked = fc.array(fc.record({ isSet: fc.boolean(), key: fc.nat(6) }));
    fc.assert(
      fc.property(asked, fc.integer({ min: 1, max: 4 }), (list, max) => {
        const lru = new Lru<number, number>({ max });
        let plain: [number, number][] = [];
        list.forEach(({ isSet, key }, value) => {
          const known = plain.find(([one]) => one === key);
          if (!isSet) expect(lru.get(key)).toBe(known?.[1]);
          if (!isSet && !known) return;
          if (isSet) lru.set(key, value);
          plain = [...plain.filter(([one]) => one !== key), [key, isSet ? value : (known?.[1] as number)] as const].map(
            ([one, kept]): [number, number] => [one, kept],
          );
          plain = plain.slice(-max);
          expect(lru.size).toBe(plain.length);
        });
      }),
    );
  });

  it('never disposes what is held, disposes everything else once, and holds no more than its bound when idle', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 3 }), async (list, max) => {
        const disposed: number[] = [];
        const leases: Lease<number>[] = [];
        let made = 0;
        const lru = new Lru<number, number>({ max, dispose: (value) => void disposed.push(value) });
        for (const step of list) {
          if (step.do === 'get') lru.get(step.key);
          if (step.do === 'set') lru.set(step.key, made++);
          if (step.do === 'acquire') leases.push(lru.acquire(step.key, () => made++));
          if (step.do === 'delete') await lru.delete(step.key);
          if (step.do === 'release') await leases.splice(step.key, 1)[0]?.release();
          for (const { value } of leases) expect(disposed).not.toContain(value);
        }
        const held = new Set(leases.map(({ value }) => value)).size;
        expect(lru.size).toBeLessThanOrEqual(Math.max(max, held));
        for (const lease of leases) await lease.release();
        expect(lru.size).toBeLessThanOrEqual(max);
        await lru.clear();
        expect(disposed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: made }, (_, value) => value));
      }),
    );
  });

  it('gives those who hold a key at once the same value, and makes it anew once it was forgotten', async () => {
    const disposed: string[] = [];
    const lru = new Lru<string, string>({ max: 1, dispose: (value) => void disposed.push(value) });
    const [first, second] = [lru.acquire('run', () => 'old'), lru.acquire('run', () => 'never made')];
    expect(second.value).toBe('old');
    await lru.delete('run');
    const third = lru.acquire('run', () => 'new');
    expect(third.value).toBe('new');
    await first.release();
    await first.release();
    expect(disposed).toEqual([]);
    await second.release();
    expect(disposed).toEqual(['old']);
    await third.release();
    expect(disposed).toEqual(['old']);
    expect(lru.get('run')).toBe('new');
  });

  it('waits for the end of what a release lets go of', async () => {
    let ended = false;
    const lru = new Lru<number, number>({
      max: 1,
      dispose: async () => {
        await new Promise(setImmediate);
        ended = true;
      },
    });
    const lease = lru.acquire(1, () => 1);
    const other = lru.acquire(2, () => 2);
    expect(lru.size).toBe(2);
    await lease.release();
    expect([ended, lru.size]).toEqual([true, 1]);
    await other.release();
  });
});
