import { existsSync } from 'node:fs';

/** npm never puts it into a package. */
const LOCK = new URL('../../../package-lock.json', import.meta.url);

/** Whether this runs from a clone of the repository, which builds what it serves; the package has all of it built. */
export const IS_CLONE = existsSync(LOCK);
/** What mends a damaged or incomplete installation, as a sentence. */
export const MEND = IS_CLONE ? 'Run "npm run set-up" again' : 'Install the package again: npm install stratalens';
