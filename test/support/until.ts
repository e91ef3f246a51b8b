import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the condition holds, while the process is at work. @throws Error when it ends before. */
export async function until(holds: () => Promise<boolean>, child: ChildProcess): Promise<void> {
  while (!(await holds())) {
    if (child.exitCode !== null) throw new Error(`The command ended with code ${child.exitCode} before.`);
    await sleep(2);
  }
}

/** Waits for a started command's end and gathers what it says. */
export async function ended(child: ChildProcess): Promise<{ status: number | null; stderr: string }> {
  let stderr = '';
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)));
  child.stdout?.resume();
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stderr };
}

/** What may take so long on the busiest machine; nothing takes it where all is well. */
const WITHIN_MS_MAX = 300_000;

/** Waits until the condition holds. @throws Error saying what does not come */
export async function within(holds: () => Promise<boolean>, otherwise: string | (() => string)): Promise<void> {
  const deadline = performance.now() + WITHIN_MS_MAX;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(typeof otherwise === 'string' ? otherwise : otherwise());
    await sleep(20);
  }
}
