/* Run by the launcher after a command that had to be killed: ends the database that it left, unless others use it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openHomeStore, strataHome } from './home.ts';

/** Made with the database; without it there is none to end. */
const MADE = 'postgres.password';

if (!process.env.DATABASE_URL && existsSync(join(strataHome(), MADE))) await (await openHomeStore()).close();
