import type { NodeMessage } from '../schema.ts';
import { metadataOf } from './node-metadata.ts';

/** Where PyTorch's default exporter notes the modules around a node: a list as Python prints it, and the same with types. */
const [NAME_SCOPES, NAMESPACE] = ['pkg.torch.onnx.name_scopes', 'namespace'];
/** What TensorFlow puts around a whole network when it is saved. */
const TENSORFLOW_CALL = /^(?:Stateful)?PartitionedCall(?:_\d+)?$/u;
const CONVOLUTIONS = new Set(['Conv', 'ConvTranspose']);
const MADE_WEIGHT = /^onnx::Conv(?:Transpose)?_\d+$/u;
/** A text in Python's quotes, with what is escaped in it. */
const QUOTED = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gu;

/**
 * The paths of the modules that a node belongs to, outermost first, as `named_modules()` has them: by the metadata of
 * PyTorch's default exporter (`name_scopes`, else `namespace`), else by the node's own name or its first output's, as the
 * older exporter makes it (`/layer4/layer4.1/relu/Relu`). Empty at the top level, and where nothing says it.
 */
export function modulesAround(node: NodeMessage): string[] {
  const metadata = metadataOf(node);
  const scopes = metadata.get(NAME_SCOPES);
  if (scopes !== undefined) return unique(withoutNode(scopesOf(scopes).map(plainPath)));
  const namespace = metadata.get(NAMESPACE);
  if (namespace !== undefined) return unique(composed(namesOf(namespace)));
  const modules = modulesInName(pathName(node));
  return isFolded(node) ? modules.slice(0, -1) : modules;
}

/** Whether an exporter says of a node which modules it belongs to, even if it's none. */
export function tellsModules(node: NodeMessage): boolean {
  const metadata = metadataOf(node);
  return metadata.has(NAME_SCOPES) || metadata.has(NAMESPACE) || pathName(node) !== '';
}

function pathName({ name, output }: NodeMessage): string {
  return [name, output[0] ?? ''].find((one) => one.includes('/')) ?? '';
}

/**
 * A convolution that the older exporter has folded a normalization into: its weights are made anew, and it is named by the
 * module whose output it no longer is.
 */
function isFolded({ opType, input }: NodeMessage): boolean {
  return CONVOLUTIONS.has(opType) && MADE_WEIGHT.test(input[1] ?? '');
}

/** The paths in a name such as `/layer4/layer4.1/relu/Relu_output_0`: all but its last part, which is an operator's. */
export function modulesInName(name: string): string[] {
  return unique(composed(partsOf(name).slice(0, -1)));
}

/** The paths that the parts of a name make, its last one included. */
export function pathsOfParts(name: string): string[] {
  return unique(composed(partsOf(name)));
}

function partsOf(name: string): string[] {
  return name.split('/').filter((part) => !TENSORFLOW_CALL.test(part));
}

function scopesOf(list: string): string[] {
  return [...list.matchAll(QUOTED)].map(([, single, double]) => (single ?? double ?? '').replaceAll(/\\(.)/gu, '$1'));
}

/** Of `: ResNet/layer4: torch.nn.Sequential/relu_16: aten.relu.default`: a typed list ends with the node itself. */
function namesOf(namespace: string): string[] {
  const parts = namespace.split('/');
  const isTyped = parts.some((part) => part.includes(': '));
  const names = parts.map((part) => plainPath(part.split(': ')[0] as string));
  return isTyped ? withoutNode(names) : names;
}

/** Exporters put the node's own name behind the modules around it; what goes on from the path before it is a module. */
function withoutNode(scopes: readonly string[]): string[] {
  const [before = '', last = ''] = scopes.slice(-2);
  return before !== '' && last.startsWith(`${before}.`) ? [...scopes] : scopes.slice(0, -1);
}

/**
 * Dotted paths of nested parts. A part may be a module's own name, its whole path, or a name with those of the numbered
 * modules around it (`blocks`, `blocks.0`, `blocks.0.1`).
 */
function composed(parts: readonly string[]): string[] {
  const paths: string[] = [];
  let [base, path, before] = ['', '', ''];
  for (const part of parts.filter((one) => one !== '')) {
    if (path !== '' && part.startsWith(`${path}.`)) path = part;
    else if (before !== '' && part.startsWith(`${before}.`)) path = joined(base, part);
    else {
      base = path;
      path = joined(base, part);
    }
    before = part;
    paths.push(path);
  }
  return paths;
}

function joined(base: string, part: string): string {
  return base === '' ? part : `${base}.${part}`;
}

/** Without what older tracers wrap a path in: `L['self'].layer4[1]` is layer4.1. */
function plainPath(scope: string): string {
  return scope
    .trim()
    .replace(/^(?:L\[['"]self['"]\]|L__self__|self)(?:\.|$)/u, '')
    .replaceAll(/(?:\._modules)?\[['"]?([^\]'"]*)['"]?\]/gu, '.$1');
}

function unique(paths: readonly string[]): string[] {
  return [...new Set(paths)].filter((path) => path !== '');
}
