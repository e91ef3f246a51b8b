import { StrataError } from '@strata/domain';

const PLACEHOLDER = '{layer}';
const VERSION_PLACEHOLDER = '{version}';

/** What is explained of one version. */
export interface ReportedVersion {
  readonly versionLabel: string;
  readonly layers: readonly string[];
}

/**
 * The files of each version's layers, in the order of the versions; `{version}` in the name stands for the version's label,
 * written as layers are.
 * @throws StrataError when two versions or layers would get the same file
 */
export function versionPaths(
  template: string | undefined,
  versions: readonly ReportedVersion[],
): readonly (ReadonlyMap<string, string> | null)[] {
  if (template === undefined) return versions.map(() => null);
  const names = versions.map(({ versionLabel }) => template.replaceAll(VERSION_PLACEHOLDER, inFileName(versionLabel)));
  const twice = names.findIndex((name, place) => names.indexOf(name) !== place);
  if (twice !== -1) {
    throw new StrataError(
      'BAD_CONFIG',
      `--json ${template}: expected a file for each of ${versions.length} versions, but version "${versions[twice]?.versionLabel}" would go to ${names[twice]}, as another does. ` +
        `Write --json 'explanations-${VERSION_PLACEHOLDER}-${PLACEHOLDER}.json', or explain them one by one.`,
    );
  }
  return versions.map(({ layers }, place) => reportPaths(names[place], layers));
}

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
