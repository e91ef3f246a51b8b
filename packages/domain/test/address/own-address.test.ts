import { describe, expect, it } from 'vitest';
import { isLoopback, isOwnAddress, readAllowedHosts } from '../../src/index.ts';

const at = (host: string | undefined, origin?: string, allowed = '') =>
  isOwnAddress({ host, origin }, { port: 4780, allowedHosts: readAllowedHosts(allowed) });

describe('a server for its own machine', () => {
  it.each(['localhost:4780', '127.0.0.1:4780', '[::1]:4780', 'LOCALHOST:4780'])('answers to %s', (host) => {
    expect(at(host)).toBe(true);
    expect(at(host, `http://${host}`)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.example',
    'evil.example:4780',
    'localhost',
    'localhost:4781',
    'localhost.evil.example:4780',
    '127.0.0.1.evil.example:4780',
    'evil.example@localhost:4780',
    'localhost:4780@evil.example',
    'localhost:4780/evil',
    '0.0.0.0:4780',
    '127.0.0.2:4780',
    '[::2]:4780',
  ])('answers to no other name: %s', (host) => expect(at(host)).toBe(false));

  it.each([
    'null',
    'http://evil.example',
    'http://evil.example:4780',
    'http://localhost:3000',
    'http://localhost',
    'http://127.0.0.1:4780',
    'file://',
    'chrome-extension://abc',
  ])('answers no page of %s', (origin) => expect(at('localhost:4780', origin)).toBe(false));

  it('answers to names that were configured, at their port where one is said', () => {
    expect(at('strata.lan', undefined, 'strata.lan')).toBe(true);
    expect(at('strata.lan:8080', 'http://strata.lan:8080', 'strata.lan')).toBe(true);
    expect(at('strata.lan', 'https://strata.lan', 'a.lan, strata.lan')).toBe(true);
    expect(at('strata.lan', undefined, 'strata.lan:8080')).toBe(false);
    expect(at('localhost:8080', 'http://localhost:8080', 'localhost:8080')).toBe(true);
    expect(at('not-strata.lan', undefined, 'strata.lan')).toBe(false);
    expect(at('strata.lan', 'http://evil.example', 'strata.lan')).toBe(false);
  });
});

it('a server with keys answers to any name, and to its own pages alone', () => {
  expect(at('strata.example', undefined, '*')).toBe(true);
  expect(at('strata.example', 'https://strata.example', '*')).toBe(true);
  expect(at('strata.example', 'https://evil.example', '*')).toBe(false);
  const behind = { host: '127.0.0.1:4780', origin: 'https://strata.example', forwardedHost: 'strata.example' };
  expect(isOwnAddress(behind, { port: 4780, allowedHosts: null })).toBe(true);
  expect(isOwnAddress(behind, { port: 4780, allowedHosts: [] })).toBe(false);
});

it('loopback is this machine, in every way to write it', () => {
  expect(['127.0.0.1', '::1', '[::1]', 'localhost', '0.0.0.0', '::'].map(isLoopback)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});
