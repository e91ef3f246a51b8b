import { StrataError } from '@strata/domain';

const PLACEHOLDER = '{layer}';

/**
 * The file that each layer's report goes to: `{layer}` in the name stands for the layer's, in which all but letters,
 * digits, "-" and "." is written "_". Null without a name.
 * @throws StrataError when two layers would get the same file
 */
export function reportPaths(
  template: string | undefined,
  layers: readonly string[],
): ReadonlyMap<string, string> | null {
  if (template === undefined) return null;
  if (layers.length > 1 && !template.includes(PLACEHOLDER)) {
    throw new StrataError(
      'BAD_CONFIG',
      `--json ${template}: expected ${PLACEHOLDER} in the name, for ${layers.length} layers are explained, each into a file of its own. ` +
        `Write --json 'explanations${PLACEHOLDER}.json'.`,
    );
  }
  const paths = new Map(layers.map((layer) => [layer, template.replaceAll(PLACEHOLDER, inFileName(layer))]));
  const byPath = Map.groupBy(paths, ([, path]) => path);
  for (const [path, same] of byPath) {
    if (same.length < 2) continue;
    const names = same.map(([layer]) => `"${layer}"`).join(' and ');
    throw new StrataError(
      'BAD_CONFIG',
      `--json ${template}: ${names} would both go to ${path}. Explain them one by one.`,
    );
  }
  return paths;
}

function inFileName(layer: string): string {
  return layer.replace(/[^\p{L}\p{N}.-]/gu, '_');
}
