import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const OURS = new URL('../src/resolve-drizzle.ts', import.meta.url).href;
const DATABASE = new URL('../../../db/src/index.ts', import.meta.url).href;
/** Prints what the runtime itself is asked to find for or within the library, and every module that is loaded. */
const TELL = `data:text/javascript,import { registerHooks } from 'node:module';
const tell = (...what) => process.stdout.write(what.join(' ') + '\\n');
registerHooks({
  resolve(specifier, context, next) {
    if (/^drizzle-orm/u.test(specifier) || (/^[.]/u.test(specifier) && /drizzle-orm/u.test(context.parentURL))) tell('asked', specifier);
    return next(specifier, context);
  },
  load(url, context, next) { tell('loaded', url); return next(url, context); },
});`;

function loadDatabase(...before: string[]) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...[TELL, ...before].flatMap((one) => ['--import', one]), fileURLToPath(DATABASE)],
    { encoding: 'utf8' },
  );
  expect([stderr, status]).toEqual(['', 0]);
  const lines = stdout.split('\n');
  const told = (kind: string) => lines.filter((line) => line.startsWith(`${kind} `));
  return { asked: told('asked'), loaded: told('loaded').filter((line) => line !== `loaded ${OURS}`) };
}

it('finds the same modules of drizzle-orm as the runtime does, and asks it once for each name', () => {
  const [plain, ours] = [loadDatabase(), loadDatabase(OURS)];
  expect(plain.loaded.filter((line) => line.includes('/drizzle-orm/')).length).toBeGreaterThan(50);
  expect(ours.loaded.sort()).toEqual(plain.loaded.sort());
  expect(ours.asked.length).toBeLessThan(plain.asked.length);
  expect(ours.asked.sort()).toEqual(
    [...new Set(plain.asked.filter((line) => line.startsWith('asked drizzle-orm')))].sort(),
  );
});

it('is in force before a command loads the database', () => {
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', TELL, main, 'key', 'ls'], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: 'none' },
  });
  expect(stderr).toMatch('DATABASE_URL: expected');
  expect(stdout).toContain('/drizzle-orm/');
  expect(stdout.split('\n').filter((line) => line.startsWith('asked .'))).toEqual([]);
});
