import { cache } from 'react';
import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { ClaimFragment, PlaceQuery, VersionLayerFragment, VersionQuery } from '../../gql/graphql';
import { COMPARE } from '../compare/compare-query';
import type { Comparison } from '../compare/read-compare-page';
import { PLACE } from '../place/place-query';
import { VERSION } from './version-query';

export type Version = NonNullable<VersionQuery['modelVersion']>;
export type VersionLayer = VersionLayerFragment;
export type GateDecision = Version['gateRuns']['nodes'][number];

export interface VersionPageData {
  readonly place: PlaceQuery;
  readonly model: NonNullable<VersionQuery['model']>;
  readonly version: Version;
  /** The explanations that hold best, of different formulas; the highest first. */
  readonly claims: readonly ClaimFragment[];
  /** How many explanations hold. */
  readonly clear: number;
  /** Beside the version in production; null where there is none, or it is this one. */
  readonly comparison: Comparison | null;
}

/** Claims that a report makes. */
const CLAIMS = 3;

/** Everything that is said of a version; null when there is no such version. Asked once a request. */
export const readVersionPage = cache(async (name: string, label: string): Promise<Answer<VersionPageData | null>> => {
  const [place, answer] = await Promise.all([ask(PLACE, { name }), ask(VERSION, { model: name, version: label })]);
  if (place.kind !== 'data') return place;
  if (answer.kind !== 'data') return answer;
  const { model, modelVersion: version, clear } = answer.data;
  if (!model || !version) return { kind: 'data', data: null };
  const before = model.taggedVersion?.label;
  const comparison =
    before === undefined || before === label ? null : await readChange(model.name, { before, after: label });
  if (comparison !== null && comparison.kind !== 'data') return comparison;
  const data = {
    place: place.data,
    model,
    version,
    claims: distinct(clear.nodes).slice(0, CLAIMS),
    clear: clear.totalCount,
    comparison: comparison?.data.compare ?? null,
  };
  return { kind: 'data', data };
});

function readChange(model: string, { before, after }: { readonly before: string; readonly after: string }) {
  return ask(COMPARE, { model, a: before, b: after, layer: null, first: 1, changedOnly: true });
}

/** The first of each formula: three neurons that say the same are one claim. */
function distinct(claims: readonly ClaimFragment[]): ClaimFragment[] {
  const seen = new Set<string>();
  return claims.filter(({ formula: { text } }) => !seen.has(text) && seen.add(text));
}
