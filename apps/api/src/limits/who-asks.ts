import { isIPv6 } from 'node:net';
import type { Request, Response } from 'express';
import type { Caller } from '../caller.ts';

/**
 * What limits and shares are counted by: the key or the person, whatever sessions were begun, else the address. Of an IPv6 address
 * its network of 64 bits, all of which one customer has. Behind a proxy the address is what a trusted one says.
 */
export function whoAsks({ ip, socket }: Pick<Request, 'ip' | 'socket'>, { locals }: Pick<Response, 'locals'>): string {
  const caller = locals.caller as Caller | undefined;
  if (caller?.keyId != null) return `key ${caller.keyId}`;
  return caller?.personId == null ? addressOf(ip ?? socket.remoteAddress ?? '') : `person ${caller.personId}`;
}

/** An address as limits count it. */
export function addressOf(ip: string): string {
  const plain = ip.replace(/%.*$/, '').toLowerCase();
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1];
  if (mapped !== undefined) return `address ${mapped}`;
  return isIPv6(plain) ? `network ${networkOf(plain)}` : `address ${plain}`;
}

/** The first four of the eight groups, without the zeros in front. */
function networkOf(ip: string): string {
  const [before = '', behind] = ip.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const first = groups(before);
  const last = groups(behind ?? '');
  const zeros = behind === undefined ? 0 : 8 - first.length - last.length;
  const all = [...first, ...Array<string>(Math.max(0, zeros)).fill('0'), ...last];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
