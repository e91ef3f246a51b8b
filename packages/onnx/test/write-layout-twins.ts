import { writeFileSync } from 'node:fs';
import { makeLayoutTwins } from './layout-twins.ts';

// node write-layout-twins.ts <path> <height> <width>: for tests of the whole product, which import no package's inside.
const [path = '', height, width] = process.argv.slice(2);
writeFileSync(path, makeLayoutTwins({ height: Number(height), width: Number(width) }));
