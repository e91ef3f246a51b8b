import type { TrendVersion } from '../../../charts/trend-data';
import type { Answer } from '../../../data/answer';
import { ask } from '../../../data/ask';
import type { VersionChangesQuery } from '../../../gql/graphql';
import { readPlace } from '../../place/read-place';
import { toSeries } from '../../trends/to-series';
import { TREND } from '../../trends/trend-query';
import { VERSION_CHANGES } from './several-query';

export type VersionChanges = VersionChangesQuery['compare'];

export interface SeveralData {
  readonly model: string;
  readonly slug: string;
  readonly clusterCount: number;
  /** In the order asked for; the first is what the others are measured against. */
  readonly versions: readonly ComparedVersion[];
  /** All that could be chosen, in the model's order. */
  readonly labels: readonly string[];
  /** Asked for, but not in this layer's trend. */
  readonly unknown: readonly string[];
}

export interface ComparedVersion {
  readonly version: TrendVersion;
  /** Against the first; null for the first itself, and where nothing can be compared. */
  readonly changes: VersionChanges;
}

interface Asked {
  readonly name: string;
  readonly layer: string | undefined;
  readonly labels: readonly string[];
}

/** Several versions of a layer beside the first; null when there is no such model or layer. */
export async function readSeveral({ name, layer: asked, labels }: Asked): Promise<Answer<SeveralData | null>> {
  const place = await readPlace(name, asked);
  if (place.kind !== 'data') return place;
  if (!place.data) return { kind: 'data', data: null };
  const { model, layer, slug } = place.data;
  const answer = await ask(TREND, { name: model, layer });
  if (answer.kind !== 'data') return answer;
  const trend = answer.data.model?.trend;
  if (!trend) return { kind: 'data', data: null };
  const { clusterCount, versions: known } = toSeries(trend, { allBaselines: true });
  const found = labels.flatMap((label) => known.find((version) => version.label === label) ?? []);
  const first = found[0]?.label;
  const versions = await Promise.all(
    found.map(async (version): Promise<ComparedVersion> => {
      if (first === undefined || version.label === first) return { version, changes: null };
      const changes = await ask(VERSION_CHANGES, { model, a: first, b: version.label, layer });
      return { version, changes: changes.kind === 'data' ? changes.data.compare : null };
    }),
  );
  const unknown = labels.filter((label) => !found.some((version) => version.label === label));
  const all = known.map(({ label }) => label);
  return { kind: 'data', data: { model, slug, clusterCount, versions, labels: all, unknown } };
}
