import type { FindPlacesQuery } from '../../gql/graphql';
import { ALL_VERSIONS, type FindAddress } from './find-address';

type Model = FindPlacesQuery['models']['nodes'][number];

/** What an address is about: the newest version where it names none, and one model is meant; null where all versions are. */
export function scopeOf(address: FindAddress, { models }: FindPlacesQuery): FindAddress {
  if (address.version === ALL_VERSIONS) return { ...address, version: null };
  if (address.version !== null) return address;
  const model = modelOf(address, models.nodes);
  return model ? { ...address, version: newestVersion(model) } : address;
}

/** The one version that a formula is scored on: that of the scope, else the newest of the newest model. */
export function scoredVersion(
  scope: Pick<FindAddress, 'model' | 'version'>,
  { models }: FindPlacesQuery,
): { readonly model: string; readonly version: string } | null {
  const model = modelOf(scope, models.nodes) ?? models.nodes[0];
  const version = scope.version ?? (model ? newestVersion(model) : null);
  return model && version !== null ? { model: model.name, version } : null;
}

function modelOf({ model: name }: Pick<FindAddress, 'model'>, models: readonly Model[]): Model | undefined {
  return models.find((one) => one.name === name) ?? (models.length === 1 ? models[0] : undefined);
}

/** The newest trained version, else the newest; null where there is none. */
function newestVersion({ versions }: Model): string | null {
  const labels = versions.nodes;
  return (labels.findLast(({ isBaseline }) => !isBaseline) ?? labels.at(-1))?.label ?? null;
}
