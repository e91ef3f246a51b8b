import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gateJsonSchema } from './rules/rules-schema.ts';

// Where a file of rules points its editor: the text is that of `strata gate --schema`.
const path = resolve(import.meta.dirname, '../../../docs/ci/gate.schema.json');
writeFileSync(path, `${JSON.stringify(gateJsonSchema(), null, 2)}\n`);
