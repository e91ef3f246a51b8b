import { ask } from '../../data/ask';
import { findLayer, layerSlug } from '../../data/paths';
import { PLACE } from '../place/place-query';
import { PALETTE_MODELS } from './palette-query';

/** Where the palette looks: the page's model, version and layer, and what else there is beside them. */
export interface PalettePlace {
  readonly model: string;
  readonly version: string;
  /** The layer's whole name. */
  readonly layer: string;
  /** Its place in addresses. */
  readonly slug: string;
  readonly layerNames: readonly string[];
  readonly versions: readonly { readonly label: string; readonly isBaseline: boolean }[];
  readonly models: readonly string[];
}

/**
 * The place that an address names; what it leaves open is the newest version, the first layer, the first model. Null
 * while there is no model, or no answer.
 */
export async function readPalettePlace(path: string): Promise<PalettePlace | null> {
  const named = namesIn(path);
  const listed = await ask(PALETTE_MODELS, {});
  if (listed.kind !== 'data') return null;
  const { nodes } = listed.data.models;
  const model = nodes.find(({ name }) => name === named.model) ?? nodes.find(({ latestVersion }) => latestVersion);
  if (!model) return null;
  const answer = await ask(PLACE, { name: model.name });
  const versions = answer.kind === 'data' ? (answer.data.model?.versions.nodes ?? []) : [];
  const version = versions.find(({ label }) => label === named.version) ?? versions.at(-1);
  const layer = findLayer(named.layer ?? '', model.layerNames) ?? model.layerNames[0];
  if (!version || layer === undefined) return null;
  return {
    model: model.name,
    version: version.label,
    layer,
    slug: layerSlug(layer, model.layerNames),
    layerNames: model.layerNames,
    versions,
    models: nodes.map(({ name }) => name),
  };
}

/** The names in an address like /models/m/versions/v/layers/l or /models/m/trends?layer=l. */
export function namesIn(path: string): { model?: string; version?: string; layer?: string } {
  if (!URL.canParse(path, 'http://here')) return {};
  const { pathname, searchParams } = new URL(path, 'http://here');
  const parts = pathname.split('/').map(decode);
  const after = (name: string) => parts[parts.indexOf(name) + 1 || parts.length];
  const layer = after('layers') ?? searchParams.get('layer') ?? undefined;
  const [model, version] = [after('models'), after('versions')];
  return { ...(model ? { model } : {}), ...(version ? { version } : {}), ...(layer ? { layer } : {}) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
