import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

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
      if (!endServer(path.join(base, 'data', 'postmaster.pid'))) rmSync(base, { recursive: true, force: true });
    } catch {
      // Being made, or being removed by another.
    }
  }
}

/** Asks for a fast shutdown. @returns whether a server was there to be asked */
function endServer(pidFile: string): boolean {
  if (!existsSync(pidFile)) return false;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  try {
    return pid > 0 && process.kill(pid, 'SIGINT');
  } catch {
    return false;
  }
}
