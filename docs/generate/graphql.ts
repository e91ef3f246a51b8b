import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { cell, escaped } from './escaped.ts';

type Page = readonly [path: string, text: string];
type Field = GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument;

/** Pages of the GraphQL schema: what can be asked, what comes back, and what is taken, each with its description. */
export function graphqlPages(root: string): readonly Page[] {
  const schema = buildSchema(readFileSync(join(root, 'apps/api/schema.graphql'), 'utf8'));
  const entries = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !entries.some((entry) => entry === type))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const given = types.filter((type) => isInputObjectType(type) || isEnumType(type));
  const answers = types.filter((type) => isObjectType(type) || isInterfaceType(type) || isUnionType(type));
  const asked = ['Queries', 'Mutations', 'Subscriptions'].flatMap((title, index) => {
    const fields = entries[index]?.getFields() ?? {};
    return [`## ${title}`, ...Object.values(fields).map(entryText)];
  });
  return [
    ['graphql-fields.md', asked.join('\n\n')],
    ['graphql-types.md', ['# Types of answers', ...answers.map(typeText)].join('\n\n')],
    ['graphql-inputs.md', ['# Inputs and enumerations', ...given.map(typeText)].join('\n\n')],
  ];
}

function entryText(field: GraphQLField<unknown, unknown>): string {
  const parts = [`### ${field.name}`, described(field), `Gives \`${String(field.type)}\`.`];
  return [...parts, ...(field.args.length > 0 ? [table('argument', field.args)] : [])].join('\n\n');
}

function typeText(type: GraphQLNamedType): string {
  const head = [`## ${type.name}`, described(type)];
  if (isEnumType(type)) {
    const rows = type.getValues().map(({ name, description }) => `| \`${name}\` | ${cell(description ?? '')} |`);
    return [...head, ['| value | |', '| --- | --- |', ...rows].join('\n')].join('\n\n');
  }
  if (isUnionType(type)) return [...head, `One of ${type.getTypes().map(String).join(', ')}.`].join('\n\n');
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
    return [...head, table('field', Object.values(type.getFields()))].join('\n\n');
  return head.join('\n\n');
}

function table(of: string, fields: readonly Field[]): string {
  const rows = fields.map((field) => `| \`${field.name}\` | \`${typeOf(field)}\` | ${cell(field.description ?? '')} |`);
  return [`| ${of} | type | |`, '| --- | --- | --- |', ...rows].join('\n');
}

/** A "|" in code would end the cell; types have none. */
function typeOf(field: Field): string {
  const said = String(field.type);
  return 'defaultValue' in field && field.defaultValue !== undefined
    ? `${said} = ${JSON.stringify(field.defaultValue)}`
    : said;
}

function described({ description }: { readonly description?: string | null | undefined }): string {
  return escaped(description ?? '');
}
