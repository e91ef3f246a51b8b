import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  printSchema,
} from 'graphql';
import { expect, it } from 'vitest';
import { NODE_TYPES } from '../src/schema/global-ids.ts';
import { schema } from '../src/schema/index.ts';

const ownTypes = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

it('is the committed schema.graphql', async () => {
  const committed = await readFile(path.resolve(import.meta.dirname, '../schema.graphql'), 'utf8');
  expect(`${printSchema(schema)}\n`).toBe(committed);
});

it('describes every type, field, argument and enum value', () => {
  expect(ownTypes.flatMap(undescribed)).toEqual([]);
});

it('gives ids to exactly the types that node can find', () => {
  const node = schema.getType('Node');
  const implementing = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
  expect(implementing.toSorted()).toEqual([...NODE_TYPES].toSorted());
});

function undescribed(type: GraphQLNamedType): string[] {
  const missing = type.description ? [] : [type.name];
  if (isEnumType(type))
    missing.push(...type.getValues().flatMap((value) => (value.description ? [] : [`${type.name}.${value.name}`])));
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return missing;
  for (const field of Object.values(type.getFields())) {
    const name = `${type.name}.${field.name}`;
    if (!field.description) missing.push(name);
    if ('args' in field)
      missing.push(
        ...field.args.flatMap((arg: { name: string; description?: string | null | undefined }) =>
          arg.description ? [] : [`${name}(${arg.name})`],
        ),
      );
  }
  return missing;
}
