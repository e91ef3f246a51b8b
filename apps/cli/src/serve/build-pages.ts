import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { StrataError } from '@strata/domain';
import { IS_CLONE } from '../installation.ts';
import { withoutClientSecret } from './oidc-settings.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
/** How much of a failed build's output goes into the message. */
const OUTPUT_CHARACTERS = 2_000;

/**
 * Builds the dashboard's pages unless the build at hand was made from the same sources, as the package's was.
 * @throws StrataError SETUP_FAILED with the end of the build's output.
 */
export function buildDashboard(): Promise<void> {
  return build('@strata/dashboard', 'dashboard');
}

/**
 * Builds the pages of the documentation, as above.
 * @throws StrataError SETUP_FAILED with the end of the build's output.
 */
export function buildDocs(): Promise<void> {
  return build('@strata/docs', 'documentation');
}

async function build(workspace: string, name: string): Promise<void> {
  if (!IS_CLONE) return;
  const turbo = createRequire(import.meta.url).resolve('turbo/bin/turbo');
  const args = ['run', 'build', `--filter=${workspace}`, '--output-logs=errors-only', '--no-color'];
  const { code, output } = await run(process.execPath, [turbo, ...args]);
  if (code === 0) return;
  throw new StrataError(
    'SETUP_FAILED',
    `The ${name} could not be built. Run "npm run build" to see everything; the end of its output:\n${output.slice(-OUTPUT_CHARACTERS)}`,
  );
}

function run(program: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...withoutClientSecret(process.env), TURBO_TELEMETRY_DISABLED: '1', NEXT_TELEMETRY_DISABLED: '1' },
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
