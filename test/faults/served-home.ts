import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { startStrata } from '../support/strata.ts';

/** What of `strata serve` can be killed, by a part of its command line. */
export const PARTS = { database: 'postgres -D', worker: ' worker ', pages: 'next', api: 'main.ts serve' } as const;
export type Part = keyof typeof PARTS;

export interface Found {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** What may take so long on the busiest machine; nothing takes it where all is well. */
const WAIT_MS_MAX = 180_000;
/** A supervisor's pause before it starts again what ended. */
const AGAIN_MS = 500;

/** `strata serve --open` over a home, started again by this when it ends, as a system's supervisor would. */
export class ServedHome {
  readonly home: string;
  readonly pages: string;
  readonly api: string;
  readonly #ports: readonly string[];
  #child: ChildProcess;
  #said = '';
  #over = false;

  private constructor(home: string, ports: readonly string[]) {
    this.home = home;
    this.#ports = ports;
    this.pages = `http://127.0.0.1:${ports[0]}`;
    this.api = `http://127.0.0.1:${ports[1]}`;
    this.#child = this.#start();
  }

  /** Starts it and waits until it answers. */
  static async start(home: string): Promise<ServedHome> {
    const served = new ServedHome(home, [String(await freePort()), String(await freePort())]);
    await served.untilWhole();
    return served;
  }

  /** What it has said since it was started. */
  get said(): string {
    return this.#said;
  }

  /** Processes that were started with the home. */
  processes(): Found[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/u.test(name))
      .flatMap((name) => found(name, `STRATA_HOME=${this.home}`));
  }

  /** The process of a part; undefined while there is none. */
  pidOf(part: Part): number | undefined {
    return this.processes().find(({ command }) => command.includes(PARTS[part]))?.pid;
  }

  /** Processes that none of what serves now has started: left behind by what was killed. */
  leftBehind(): Found[] {
    const all = this.processes();
    const own = new Set([this.#child.pid as number]);
    for (const { pid, command } of all) if (command.includes(PARTS.database)) own.add(pid);
    // Parents come before their children only by chance.
    for (let size = 0; size < own.size; ) {
      size = own.size;
      for (const { pid, parent } of all) if (own.has(parent)) own.add(pid);
    }
    // A server's own processes have its command line for a moment.
    const servers = new Set(all.filter(({ command }) => command.includes(PARTS.database)).map(({ pid }) => pid));
    const databases = all.filter(({ pid, parent }) => servers.has(pid) && !servers.has(parent));
    return [...all.filter(({ pid }) => !own.has(pid)), ...databases.slice(1)];
  }

  /**
   * Waits until API, pages, worker and database are there again and nothing is left behind.
   * @returns what was missing last
   * @throws Error saying what is missing
   */
  async untilWhole(): Promise<string> {
    const deadline = performance.now() + WAIT_MS_MAX;
    for (let last = 'nothing'; ; ) {
      const missing = await this.#missing();
      if (missing === null) return last;
      last = missing;
      if (performance.now() > deadline)
        throw new Error(`Expected all to come back; missing: ${missing}. It said:\n${this.#said}`);
      await sleep(50);
    }
  }

  /** Ends it as Ctrl-C does. @returns its exit code, and what is left of it */
  async stop(): Promise<{ readonly code: number | null; readonly left: readonly Found[] }> {
    this.#over = true;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    const [code] = (await closed) as [number | null];
    await sleep(AGAIN_MS);
    return { code, left: this.processes() };
  }

  async #missing(): Promise<string | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return 'the command';
    for (const part of Object.keys(PARTS) as Part[]) if (this.pidOf(part) === undefined) return part;
    if (!(await answers(`${this.api}/readyz`))) return 'an answer of the API';
    const page = await fetch(this.pages)
      .then((one) => one.text())
      .catch(() => '');
    if (!page.includes('</html>') || page.includes('data-trouble')) return 'an answer of the pages';
    return this.leftBehind().length > 0 ? 'an end of what was left behind' : null;
  }

  #start(): ChildProcess {
    const [port = '', apiPort = ''] = this.#ports;
    const args = ['serve', '--open', '--port', port, '--api-port', apiPort, '--threads', '1'];
    const child = startStrata(args, { home: this.home });
    this.#said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (this.#said += String(data)));
    child.once('close', async () => {
      if (this.#over) return;
      await sleep(AGAIN_MS);
      if (!this.#over) this.#child = this.#start();
    });
    return child;
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url)
    .then(async (answer) => (await answer.text()) !== '' && answer.status === 200)
    .catch(() => false);
}

function found(name: string, marker: string): Found[] {
  try {
    const read = (file: string) => readFileSync(`/proc/${name}/${file}`, 'utf8');
    if (!read('environ').split('\0').includes(marker)) return [];
    const command = read('cmdline').replaceAll('\0', ' ');
    // A zombie's command line is empty; the server's own processes have none of its options.
    if (command === '' || /^postgres: /u.test(command)) return [];
    return [{ pid: Number(name), parent: Number(/^PPid:\t(\d+)$/mu.exec(read('status'))?.[1]), command }];
  } catch {
    // Ended meanwhile.
    return [];
  }
}
