import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const REPORT = new URL('./report-engine.mjs', import.meta.url).href;

export interface EngineReport {
  /** The process's arguments, from the program's file on. */
  readonly program: readonly string[];
  /** The runtime's own arguments. */
  readonly flags: readonly string[];
}

/** What lets a command, and every process that it starts, say in a file of the folder how it was started. */
export function reportingTo(folder: string): NodeJS.ProcessEnv {
  return { STRATA_ENGINE: folder, NODE_OPTIONS: `--import ${REPORT}` };
}

/** What the processes have said so far. */
export function engineReports(folder: string): EngineReport[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as EngineReport);
}
