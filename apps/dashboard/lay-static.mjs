// Lays what browsers fetch beside the standalone server, where it looks: Next leaves that to whoever deploys.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const next = join(import.meta.dirname, '.next');
const target = join(next, 'standalone', 'apps', 'dashboard', '.next', 'static');
rmSync(target, { recursive: true, force: true });
cpSync(join(next, 'static'), target, { recursive: true });
