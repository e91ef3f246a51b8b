import type { PythonLiteral } from './python-literal.ts';

/** NumPy's names for the types that arrays of numbers have, as in `np.dtype('float32')`. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['bool', 'b1'],
  ['half', 'f2'],
  ['single', 'f4'],
  ['double', 'f8'],
  ['float', 'f8'],
  ['int', 'i8'],
  ...[8, 16, 32, 64].flatMap((bits): [string, string][] => [
    [`int${bits}`, `i${bits / 8}`],
    [`uint${bits}`, `u${bits / 8}`],
    ...(bits > 8 ? [[`float${bits}`, `f${bits / 8}`] satisfies [string, string]] : []),
  ]),
  // One-letter codes of C's types.
  ...Object.entries({ e: 'f2', f: 'f4', d: 'f8', b: 'i1', B: 'u1', h: 'i2', H: 'u2', i: 'i4', I: 'u4', '?': 'b1' }),
]);
const TYPE = /^([<>=|]?)([A-Za-z?]\w*)$/u;

/**
 * The one way in which a type is told: `<f4`, `>f4`, `|u1`. A writer may leave the byte order out, or call it native, which
 * is little-endian on all machines that matter; or use NumPy's name for the type. What isn't known comes back as it is,
 * a structured type as the text "a structured type".
 */
export function npyType(descr: PythonLiteral): string {
  if (typeof descr !== 'string') return 'a structured type';
  const [, order = '', name = ''] = TYPE.exec(descr) ?? [];
  if (name === '') return descr;
  const type = NAMED.get(name) ?? name;
  if (!/^[bifuc]\d+$/u.test(type)) return descr;
  if (type.endsWith('1')) return `|${type}`;
  return `${order === '>' ? '>' : '<'}${type}`;
}
