import { findLayer, layerPath, layerSlug, modelPath, versionPath } from '../../data/paths';
import type { PlaceQuery } from '../../gql/graphql';
import type { AskedPlace } from './asked-place';
import { nearestNames } from './nearest-names';

/** The first part of an address that names nothing, and what it may have meant. */
export interface MissingPart {
  readonly kind: 'model' | 'version' | 'layer' | 'neuron';
  readonly name: string;
  /** Where the part was looked for: the model's or the version's name; empty for a model. */
  readonly inside: string;
  readonly offers: readonly { readonly text: string; readonly href: string }[];
}

/** Which part of an address is not there; null where it is none that is known of, or all parts are there. */
export function missingPart({ model, version, layer, unit }: AskedPlace, place: PlaceQuery): MissingPart | null {
  if (model === null) return null;
  if (!place.model) {
    const names = place.models.nodes.map(({ name }) => name);
    const offers = nearestNames(model, names).map((text) => ({ text, href: modelPath(text) }));
    return { kind: 'model', name: model, inside: '', offers };
  }
  if (version === null) return null;
  const { versions, layerNames } = place.model;
  const labels = versions.nodes.map(({ label }) => label);
  if (!labels.includes(version)) {
    const offers = nearestNames(version, labels).map((text) => ({ text, href: versionPath(model, text) }));
    return { kind: 'version', name: version, inside: model, offers };
  }
  if (layer === null) return null;
  const known = findLayer(layer, layerNames);
  if (known === undefined) {
    const slugs = layerNames.map((name) => layerSlug(name, layerNames));
    const offers = nearestNames(layer, slugs).map((text) => ({
      text,
      href: layerPath({ model, version, layer: text }),
    }));
    return { kind: 'layer', name: layer, inside: version, offers };
  }
  if (unit === null) return null;
  const slug = layerSlug(known, layerNames);
  return {
    kind: 'neuron',
    name: unit,
    inside: slug,
    offers: [{ text: slug, href: layerPath({ model, version, layer: slug }) }],
  };
}
