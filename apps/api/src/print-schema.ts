import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { printSchema } from 'graphql';
import { schema } from './schema/index.ts';

writeFileSync(path.resolve(import.meta.dirname, '../schema.graphql'), `${printSchema(schema)}\n`);
