import { describe, expect, it } from 'vitest';
import { Shares } from '../src/limits/shares.ts';
import { addressOf } from '../src/limits/who-asks.ts';

describe('shares', () => {
  it('are no more than a caller’s, and no more than all', () => {
    const shares = new Shares({ total: 3, each: 2 });
    expect([shares.tryTake('a'), shares.tryTake('a'), shares.tryTake('a')].map(Boolean)).toEqual([true, true, false]);
    expect([shares.tryTake('b'), shares.tryTake('b')].map(Boolean)).toEqual([true, false]);
    expect([shares.taken('a'), shares.taken('b'), shares.taken()]).toEqual([2, 1, 3]);
  });

  it('come in turn, whoever has asked for how much', async () => {
    const shares = new Shares({ total: 1, each: 1 });
    const first = await shares.take('a');
    const order: string[] = [];
    const ask = async (who: string) => {
      const leave = await shares.take(who);
      order.push(who);
      await Promise.resolve();
      leave();
    };
    const asked = ['a', 'a', 'a', 'b', 'c', 'b'].map(ask);
    first();
    await Promise.all(asked);
    expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'a']);
    expect([shares.taken(), shares.taken('a')]).toEqual([0, 0]);
  });

  it('are not waited for by who has left, nor without end, and given back once', async () => {
    const shares = new Shares({ total: 1, each: 1, waitMsMax: 1 });
    const leave = await shares.take('a');
    await expect(shares.take('b')).rejects.toMatchObject({ extensions: { code: 'RATE_LIMITED' } });
    const left = new AbortController();
    const waiting = shares.take('b', left.signal);
    left.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    leave();
    leave();
    expect(shares.taken()).toBe(0);
    expect(shares.tryTake('b')).not.toBeNull();
  });
});

it.each([
  ['192.0.2.1', 'address 192.0.2.1'],
  ['::ffff:192.0.2.1', 'address 192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', 'network 2001:db8:1:2'],
  ['2001:0DB8:0001:0002::9', 'network 2001:db8:1:2'],
  ['2001:db8::9', 'network 2001:db8:0:0'],
  ['::1', 'network 0:0:0:0'],
  ['fe80::1:2:3:4%eth0', 'network fe80:0:0:0'],
])('counts %s as %s', (ip, who) => expect(addressOf(ip)).toBe(who));
