import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isServerOf, readServerFile } from './server-pid.ts';

/** In the folder of a temporary home's database: that home's path. */
export const HOME_FILE = 'home';

/**
 * Removes the databases of temporary homes that are no more. Nobody can open them again, since their password lay in
 * the home. A server that still runs on one is told to end, and its folder goes the next time.
 * @param folder what holds one folder for each database
 */
export function removeDeadHomes(folder: string): void {
  for (const name of readdirSync(folder)) {
    const base = path.join(folder, name);
    try {
      if (existsSync(readFileSync(path.join(base, HOME_FILE), 'utf8'))) continue;
      if (!endServer(path.join(base, 'data'))) rmSync(base, { recursive: true, force: true });
    } catch {
      // Being made, or being removed by another.
    }
  }
}

/** Asks for a fast shutdown. @returns whether a server was there to be asked */
function endServer(data: string): boolean {
  const pid = readServerFile(data)?.pid ?? 0;
  try {
    return isServerOf(data, pid) && process.kill(pid, 'SIGINT');
  } catch {
    return false;
  }
}
