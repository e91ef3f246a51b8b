import { writeFileSync } from 'node:fs';
import { makeLayoutChain, makeLayoutTwins } from './layout-twins.ts';

// node write-layout-twins.ts <path> <height> <width> [chain]: for tests of the whole product, which import no package's inside.
const [path = '', height, width, form] = process.argv.slice(2);
const make = form === 'chain' ? makeLayoutChain : makeLayoutTwins;
writeFileSync(path, make({ height: Number(height), width: Number(width) }));
