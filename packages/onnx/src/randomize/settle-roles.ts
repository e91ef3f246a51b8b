import type { ModelFile } from '../model-file.ts';
import type { Boundary } from './boundary.ts';
import { canEncode, isReadable } from './number-types.ts';
import { isSameRole, type ParameterRole, unknown } from './parameter-role.ts';
import { type Measured, measureConstants, readConstants } from './read-constants.ts';
import { isPlain, type RoleContext, roleOfUse } from './roles-of-uses.ts';
import type { Use, Value } from './value-graph.ts';

/** A constant that gets other values for some of those who read it. */
export interface Replacement {
  readonly value: Value;
  readonly role: Exclude<ParameterRole, { kind: 'stays' | 'unknown' }>;
  readonly uses: readonly Use[];
  readonly measured: Measured;
}
/** A constant that stays, or would. */
export interface Staying {
  readonly name: string;
  readonly dims: readonly number[];
  /** Who reads it. */
  readonly node: string;
  readonly why: string;
}
export interface Settled {
  readonly replacements: readonly Replacement[];
  /** No parameters, by what they are for, or because the caller says so. */
  readonly kept: readonly Staying[];
  /** Nobody knows what they are. */
  readonly stuck: readonly Staying[];
}

/**
 * What becomes of each constant that meets the image. What is made of single numbers only stays where no operator calls
 * it a parameter.
 * @throws ModelLoadError when ONNX Runtime can't work out what a constant is.
 */
export async function settleRoles(
  file: ModelFile,
  boundaries: readonly Boundary[],
  { keep }: { readonly keep: ReadonlySet<string> },
): Promise<Settled> {
  const looked = boundaries.filter(({ uses }) => !uses.every(isPlain));
  const measured = await measureConstants(file, [
    ...new Set([...boundaries.map(({ value }) => value), ...looked.flatMap(({ leaves }) => leaves)]),
  ]);
  const readable = [...measured].filter(([, { dataType }]) => isReadable(dataType)).map(([value]) => value);
  const wanted = new Set(looked.flatMap(({ value, leaves }) => [value, ...leaves]));
  const numbers = await readConstants(
    file,
    readable.filter((value) => wanted.has(value)),
  );
  const context = { measured, numbers };
  const settled = boundaries.map((boundary) => settle(boundary, context, keep));
  return {
    replacements: settled.flatMap((one) => one.replacements),
    kept: settled.flatMap((one) => one.kept),
    stuck: settled.flatMap((one) => one.stuck),
  };
}

function settle({ value, uses, leaves }: Boundary, context: RoleContext, keep: ReadonlySet<string>): Settled {
  const measured = context.measured.get(value) as Measured;
  const stay = (use: Use, why: string): Staying => ({
    name: value.name,
    dims: measured.dims,
    node: readerOf(use),
    why,
  });
  const said = [value, ...leaves].some(({ name }) => keep.has(name));
  if (said) return { replacements: [], stuck: [], kept: uses.slice(0, 1).map((use) => stay(use, 'kept on demand')) };
  const single = isSingle(leaves, context);
  const groups: { role: Replacement['role']; uses: Use[] }[] = [];
  const kept: Staying[] = [];
  const stuck: Staying[] = [];
  for (const use of uses) {
    const role = writable(roleOfUse(use, value, context), measured);
    if (role.kind === 'unknown') {
      if (!single) stuck.push(stay(use, role.why));
    } else if (role.kind === 'stays') {
      if (!single && !isPlain(use)) kept.push(stay(use, role.why));
    } else {
      const group = groups.find((one) => isSameRole(one.role, role));
      if (group) group.uses.push(use);
      else groups.push({ role, uses: [use] });
    }
  }
  return { replacements: groups.map((group) => ({ ...group, value, measured })), kept, stuck };
}

/** Types that the runtime calculates with but that can't be written here would stay as they are. */
function writable(role: ParameterRole, { dataType }: Measured): ParameterRole {
  if (role.kind === 'stays' || role.kind === 'unknown' || canEncode(dataType)) return role;
  return unknown(`numbers of type ${dataType} (TensorProto.DataType) can't be drawn`);
}

/** Whether each of the constants is one number, once or many times. */
function isSingle(leaves: readonly Value[], { numbers }: RoleContext): boolean {
  return leaves.every((leaf) => {
    const values = numbers.get(leaf);
    return values?.every((one) => Object.is(one, values[0])) ?? false;
  });
}

function readerOf(use: Use): string {
  if (use.kind === 'result') return `output ${use.place}`;
  const { name, opType, output } = use.operation.node;
  return `${opType} "${name || (output[0] ?? '')}"`;
}
