import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What may stay: the runtimes' own, the browser that its package unpacks with the folders and files that it makes beside
 * itself, the databases of homes, and the one that they are copied from.
 */
const OWN =
  /^(node-compile-cache|\.ses|\.(org\.chromium\.Chromium|com\.google\.Chrome)\.\w+|mat-debug-\d+\.log|strata-databases|strata-seed|chromium|chromium-pack|locales|fonts|al2023|lib(EGL|GLESv2|vk_swiftshader|vulkan)\.so.*|vk_swiftshader_icd\.json)$/u;

let folder: string;

/** Gives a run of the tests a temporary folder of its own. */
export function setup(): void {
  folder = mkdtempSync(join(tmpdir(), 'strata-tests-'));
  // The database server's user must get through.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
}

/**
 * Fails the run of the tests when folders or processes, database servers among them, are left at its end; removes them
 * either way. The files of a database whose home is gone go with the next start elsewhere, here with the folder.
 */
export function teardown(): void {
  const processes = processesOf(folder);
  const left = [
    ...readdirSync(folder).filter((name) => !OWN.test(name)),
    ...processes.map(({ pid, command }) => `process ${pid}: ${command}`),
  ];
  for (const { pid } of processes) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  if (left.length === 0) return;
  process.stderr.write(`\nThe tests left behind, in ${folder}:\n${left.map((one) => `  ${one}\n`).join('')}`);
  process.exitCode = 1;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Processes that were started with the folder as their temporary one, besides the test runner's own; none where the system does not tell. */
function processesOf(folder: string): { readonly pid: number; readonly command: string }[] {
  return list('/proc').flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    try {
      if (
        !readFileSync(join('/proc', name, 'environ'), 'utf8')
          .split('\0')
          .includes(`TMPDIR=${folder}`)
      )
        return [];
      const command = readFileSync(join('/proc', name, 'cmdline'), 'utf8')
        .replaceAll('\0', ' ')
        .trim();
      return command === '' || /vitest|esbuild/u.test(command) ? [] : [{ pid: Number(name), command }];
    } catch {
      // Ended meanwhile, or another user's.
      return [];
    }
  });
}
