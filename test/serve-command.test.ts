import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './support/free-port.ts';
import { startStrata } from './support/strata.ts';
import { ended } from './support/until.ts';

/** Each starts a command, which takes its time on a busy machine; nothing here is measured. */
const LONG_MS = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'strata-serve-'));
let listening: Server;
let taken: string;

beforeAll(async () => {
  listening = createServer();
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  taken = String((listening.address() as AddressInfo).port);
});

afterAll(() => {
  listening?.close();
  rmSync(folder, { recursive: true });
});

const serve = (home: string, ...args: string[]) => ended(startStrata(['serve', ...args], { home }));

describe('strata serve', { timeout: LONG_MS }, () => {
  it.each([['0.0.0.0'], ['::'], ['192.0.2.1']])(
    'with --open refuses to be reached from elsewhere, as %s, before it does anything',
    async (host) => {
      const home = join(folder, host.replaceAll(':', '_'));
      const done = await serve(home, '--open', '--host', host, '--port', taken);
      expect(done).toMatchObject({ status: 1, stderr: expect.stringMatching(/Expected a loopback host with --open/) });
      expect(existsSync(home)).toBe(false);
    },
  );

  it('says which option chooses another port where one is taken', async () => {
    const home = join(folder, 'ports');
    const port = await serve(home, '--open', '--port', taken);
    expect(port).toMatchObject({ status: 1, stderr: expect.stringMatching(`Port ${taken} .* is in use.* --port`) });
    const free = String(await freePort());
    const api = await serve(home, '--open', '--port', free, '--api-port', taken);
    expect(api).toMatchObject({ status: 1, stderr: expect.stringMatching(`Port ${taken} .* is in use.* --api-port`) });
    expect(existsSync(home)).toBe(false);
  });

  it('does not start where nobody could get in, and says how to make a key', async () => {
    const done = await serve(
      join(folder, 'no key'),
      '--port',
      String(await freePort()),
      '--api-port',
      String(await freePort()),
    );
    expect(done).toMatchObject({ status: 1, stderr: expect.stringMatching(/there is none yet.*strata key create/) });
  });
});
