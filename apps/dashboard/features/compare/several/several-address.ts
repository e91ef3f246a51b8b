/** Versions that stand side by side. */
export const VERSIONS_MAX = 6;

type Parameters = Readonly<Record<string, string | string[] | undefined>>;

/**
 * The versions that an address such as `?v=a&v=b&v=c` names, each once, the pinned one first; null where there are fewer
 * than three: two are compared neuron by neuron. What is beyond the most is left out.
 */
export function severalVersions({ v }: Parameters): readonly string[] | null {
  const labels = [...new Set([v ?? []].flat().filter((label) => label !== ''))].slice(0, VERSIONS_MAX);
  return labels.length < 3 ? null : labels;
}

/** The address that puts these versions side by side. */
export function severalPath(model: string, labels: readonly string[]): string {
  const query = new URLSearchParams(labels.map((label) => ['v', label]));
  return `/models/${encodeURIComponent(model)}/compare?${query}`;
}
