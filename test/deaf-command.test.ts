import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeSmallWorld } from './support/small-world.ts';
import { startStrata } from './support/strata.ts';
import { endlessNetwork } from './support/tiny-network.ts';
import { within } from './support/until.ts';

const LONG_MS = 600_000;
/** Processor time after which the command has long been inside the network; in hundredths of a second. */
const BUSY_TICKS = 500;
/** Of /proc/<pid>/stat behind the name: user and system time. */
const TIMES = [11, 12];

const folder = mkdtempSync(join(tmpdir(), 'strata-deaf-'));
afterAll(() => rmSync(folder, { recursive: true }));

function processesOf(home: string): { readonly pid: string; readonly command: string; readonly ticks: number }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .flatMap((pid) => {
      try {
        const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8');
        if (!read('environ').split('\0').includes(`STRATA_HOME=${home}`)) return [];
        const fields = read('stat').split(') ').at(-1)?.split(' ') ?? [];
        const ticks = TIMES.reduce((sum, at) => sum + Number(fields[at]), 0);
        return [{ pid, command: read('cmdline').replaceAll('\0', ' '), ticks }];
      } catch {
        // Ended meanwhile.
        return [];
      }
    });
}

describe.skipIf(process.platform !== 'linux')(
  'a signal (where the system tells what runs)',
  { timeout: LONG_MS },
  () => {
    const model = join(folder, 'endless.onnx');
    writeFileSync(model, endlessNetwork([1, 3, 16, 16]));

    it.each([
      ['layers', (_: string) => ['layers', model]],
      [
        'explain',
        (probe: string) => ['explain', '--probe', probe, '--format', 'planes', '--model', model, '--layer', 'r'],
      ],
    ])(
      'is heard by %s in the middle of a network that no script interrupts, and nothing is left',
      async (name, args) => {
        const home = join(folder, name);
        const probe = await writeSmallWorld(join(folder, `${name} world`));
        const child = startStrata(args(probe), { home });
        let said = '';
        child.stderr.on('data', (data) => (said += String(data)));
        child.stdout.resume();
        const busy = () =>
          processesOf(home).some(({ command, ticks }) => command.includes('main.ts') && ticks > BUSY_TICKS);
        await within(
          async () => busy() || child.exitCode !== null,
          () => `The command does not get to its network:\n${said}`,
        );
        expect([child.exitCode, said]).toEqual([null, expect.any(String)]);
        const closed = once(child, 'close');
        child.kill('SIGINT');
        expect(await closed).toEqual([130, null]);
        expect(said).toContain('Interrupted in the middle of a long step.');
        await within(async () => processesOf(home).length === 0, 'Processes are left.');
      },
    );
  },
);
