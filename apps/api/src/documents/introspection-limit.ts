import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  introspectionFromSchema,
  Kind,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { badInput } from '../errors/bad-input.ts';

/** Values one query may ask of the schema: GraphiQL's own question has more than half of them. */
const VALUES_MAX = 20_000;
/** The same of a query that asks for anything else, too: it is answered on the server's own thread. */
const VALUES_BESIDE_MAX = 1_000;

/** Introspection's own questions are 15 levels deep; a fragment inside itself, which another rule refuses, has no end. */
const DEPTH_MAX = 40;
/** Fields of the description that lead to a type, which stands there by its name alone. */
const TO_TYPES: ReadonlySet<string> = new Set([
  'types',
  'queryType',
  'mutationType',
  'subscriptionType',
  'type',
  'ofType',
  'interfaces',
  'possibleTypes',
]);

/** What a field of the schema's description answers: plain objects, found by name; or nothing further. */
type Described = Readonly<Record<string, unknown>>;

/**
 * A rule that counts every value which introspection would answer, exactly, by walking the schema's own description once a
 * field instead of once an object: no limit of rows and fields meets `__schema` and `__type`, whose answers grow with each
 * list inside a list and occupy the only thread.
 */
export function introspectionLimit(schema: GraphQLSchema): ValidationRule {
  const description = introspectionFromSchema(schema).__schema as unknown as Described;
  const types = new Map((description.types as (Described & { name: string })[]).map((type) => [type.name, type]));
  return (context) => ({
    OperationDefinition: ({ selectionSet }) => {
      const fragment = (name: string) => context.getFragment(name) ?? undefined;
      const isAlone = fieldsOf(selectionSet, { fragment }).every(isOfDescription);
      const most = isAlone ? VALUES_MAX : VALUES_BESIDE_MAX;
      const counting: Counting = { description, types, fragment, most, counted: 0 };
      if (!fieldsOf(selectionSet, counting).every((field) => countRoot(field, counting)))
        context.reportError(
          badInput(
            `Expected a query that asks at most ${most} values of the schema's own description. ${isAlone ? 'Ask for fewer fields of it, or for one type with __type.' : 'Ask for it in a query of its own.'}`,
          ),
        );
    },
  });
}

/** The rule of a server that does not describe its schema. */
export const descriptionOff: ValidationRule = (context) => ({
  Field: ({ name }) => {
    if (name.value === '__schema' || name.value === '__type')
      context.reportError(badInput('This server does not describe its schema: introspection is switched off.'));
  },
});

/** Whether an operation asks for the schema's own description, and for nothing that the database knows. */
export function isDescriptionAlone(selectionSet: SelectionSetNode, { definitions }: DocumentNode): boolean {
  const fragments = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const fields = fieldsOf(selectionSet, { fragment: (name) => fragments.get(name) });
  return fields.every(isOfDescription) && fields.some(({ name }) => name.value !== '__typename');
}

function isOfDescription({ name }: FieldNode): boolean {
  return name.value.startsWith('__');
}

interface Counting {
  readonly description: Described;
  readonly types: ReadonlyMap<string, Described>;
  readonly fragment: (name: string) => FragmentDefinitionNode | undefined;
  readonly most: number;
  counted: number;
}

/** Other fields than introspection's are counted elsewhere. */
function countRoot({ name, selectionSet }: FieldNode, counting: Counting): boolean {
  const { description, types } = counting;
  if (!selectionSet || (name.value !== '__schema' && name.value !== '__type')) return true;
  // Which type is asked for may stand in a variable: as if it were the largest.
  const root = name.value === '__schema' ? description : largest(types);
  return count(selectionSet, { of: new Map([[root, 1]]), depth: 0, counting });
}

/** Adds what a selection answers for these objects, each so many times; false as soon as it is too much. */
function count(
  selectionSet: SelectionSetNode,
  { of, depth, counting }: { of: ReadonlyMap<Described, number>; depth: number; counting: Counting },
): boolean {
  if (depth > DEPTH_MAX) return false;
  const times = [...of.values()].reduce((sum, one) => sum + one, 0);
  for (const { name, selectionSet: inner } of fieldsOf(selectionSet, counting)) {
    // One at least: what answers nothing is read all the same.
    counting.counted += Math.max(1, times);
    if (counting.counted > counting.most) return false;
    if (!inner) continue;
    if (!count(inner, { of: below(of, { field: name.value, counting }), depth: depth + 1, counting })) return false;
  }
  return true;
}

/** What the field leads to from these objects, each with the number of ways to it. */
function below(
  of: ReadonlyMap<Described, number>,
  { field, counting: { types } }: { field: string; counting: Counting },
): Map<Described, number> {
  const counts = new Map<Described, number>();
  for (const [described, times] of of)
    for (const one of [described[field]].flat()) {
      if (typeof one !== 'object' || one === null) continue;
      const { name } = one as { name?: string | null };
      const whole = (TO_TYPES.has(field) && name ? types.get(name) : undefined) ?? (one as Described);
      counts.set(whole, (counts.get(whole) ?? 0) + times);
    }
  return counts;
}

function largest(types: ReadonlyMap<string, Described>): Described {
  const size = (type: Described) => (Array.isArray(type.fields) ? type.fields.length : 0);
  return [...types.values()].reduce((most, type) => (size(type) > size(most) ? type : most));
}

/** The selection's fields with those of its fragments, each fragment once, as execution has it. */
function fieldsOf(
  selectionSet: SelectionSetNode,
  { fragment }: Pick<Counting, 'fragment'>,
  seen = new Set<string>(),
): FieldNode[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, { fragment }, seen);
    const match = seen.has(selection.name.value) ? undefined : fragment(selection.name.value);
    seen.add(selection.name.value);
    return match ? fieldsOf(match.selectionSet, { fragment }, seen) : [];
  });
}
