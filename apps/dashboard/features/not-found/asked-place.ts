/** What the path of a page names; null: it names none of that kind. */
export interface AskedPlace {
  readonly model: string | null;
  readonly version: string | null;
  readonly layer: string | null;
  readonly unit: string | null;
}

/** Reads a path such as `/models/m/versions/v/layers/l/neurons/7`; parts that are no valid encoding stay as they are. */
export function askedPlace(path: string): AskedPlace {
  const parts = path.split('/').map(decoded);
  const after = (name: string, at: number) => (parts[at] === name ? parts[at + 1] || null : null);
  return {
    model: after('models', 1),
    version: after('versions', 3),
    layer: after('layers', 5),
    unit: after('neurons', 7),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
