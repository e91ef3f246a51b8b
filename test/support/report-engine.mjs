/* Loaded into a process before its program: writes into the folder STRATA_ENGINE what the program is and how it was started. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const folder = process.env.STRATA_ENGINE;
if (isMainThread && folder) {
  const report = { program: process.argv.slice(1), flags: process.execArgv };
  writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(report));
}
