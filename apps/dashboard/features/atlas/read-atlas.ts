import { cache } from 'react';
import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { AtlasLayersQuery, AtlasMapQuery } from '../../gql/graphql';
import { type Place, readPlace } from '../place/read-place';
import { keysInside, readArea } from './area';
import type { AtlasAddress } from './atlas-address';
import { ATLAS_LAYERS, ATLAS_MAP } from './atlas-query';
import { packedPoints } from './packed-points';
import { type Colours, coloursOf, leadingConcepts } from './palette';
import { openPoints, type Points } from './points';

type Layer = AtlasLayersQuery['layers']['nodes'][number];
type Head = NonNullable<AtlasMapQuery['layer']>;

/** A version of the layer that the map may show. */
export interface AtlasVersion {
  readonly label: string;
  readonly isBaseline: boolean;
  readonly trainingRun: string;
  /** Null where no map was computed; versions with equal frames stand on the same map. */
  readonly frame: string | null;
}

/** Everything that the map's page and its files show. */
export interface AtlasPage {
  readonly place: Place;
  /** By sequence. */
  readonly versions: readonly AtlasVersion[];
  readonly version: AtlasVersion;
  readonly clusterCount: number;
  /** Null where no map was computed. */
  readonly map: {
    readonly head: Head;
    readonly points: Points;
    readonly colours: Colours;
    /** Points in the drawn area, as 37.5; null where none is drawn. */
    readonly selected: ReadonlySet<string> | null;
  } | null;
}

/** Reads what an address of a map means; null when there is no such model, layer or version. Asked once a request. */
export const readAtlas = cache(async (model: string, address: AtlasAddress): Promise<Answer<AtlasPage | null>> => {
  const place = await readPlace(model, address.layer === '' ? undefined : address.layer);
  if (place.kind !== 'data') return place;
  if (!place.data) return { kind: 'data', data: null };
  const { layer } = place.data;
  const answer = await ask(ATLAS_LAYERS, { model, layer });
  if (answer.kind !== 'data') return answer;
  const rows = answer.data.layers.nodes.toSorted((a, b) => a.modelVersion.sequence - b.modelVersion.sequence);
  const versions = rows.map(versionOf);
  const version = chosenVersion(versions, address.version);
  if (!version) return { kind: 'data', data: null };
  const clusterCount = rows.find(({ modelVersion }) => modelVersion.label === version.label)?.run?.clusters ?? 5;
  const page = { place: place.data, versions, version, clusterCount };
  if (version.frame === null) return { kind: 'data', data: { ...page, map: null } };
  const own = { model, layer, version: version.label };
  const read = await readMap(own);
  if (read.kind !== 'data') return read;
  if (!read.data) return { kind: 'data', data: { ...page, map: null } };
  const map = { ...read.data, ...(await chosenOn(page, { model, address, points: read.data.points })) };
  return { kind: 'data', data: { ...page, map } };
});

function versionOf({ modelVersion: { label, isBaseline, trainingRun }, run }: Layer): AtlasVersion {
  return { label, isBaseline, trainingRun, frame: run?.atlas?.frame ?? null };
}

/** The one asked for; else the newest that has a map, a trained one before untrained ones. */
function chosenVersion(versions: readonly AtlasVersion[], asked: string): AtlasVersion | undefined {
  if (asked !== '') return versions.find(({ label }) => label === asked);
  const mapped = versions.filter(({ frame }) => frame !== null);
  return mapped.findLast(({ isBaseline }) => !isBaseline) ?? mapped.at(-1) ?? versions.at(-1);
}

interface ChosenParts {
  readonly model: string;
  readonly address: AtlasAddress;
  readonly points: Points;
}

/** Colours and the selection, which may hang on other versions: colours stay while the slider moves. */
async function chosenOn(
  { place: { layer }, versions, version, clusterCount }: Omit<AtlasPage, 'map'>,
  { model, address, points }: ChosenParts,
): Promise<{ readonly colours: Colours; readonly selected: ReadonlySet<string> | null }> {
  const pointsOf = async (label: string | undefined): Promise<Points> => {
    if (label === undefined || label === version.label) return points;
    const read = await readMap({ model, layer, version: label });
    return read.kind === 'data' && read.data ? read.data.points : points;
  };
  const newest = versions.findLast(({ frame, isBaseline }) => frame === version.frame && !isBaseline)?.label;
  const concepts = address.colour === 'concept' ? leadingConcepts(await pointsOf(newest)) : [];
  const area = readArea(address.area);
  const drawn = versions.find(({ label, frame }) => label === address.drawn && frame === version.frame)?.label;
  return {
    colours: coloursOf(address.colour, { clusterCount, concepts }),
    selected: area && keysInside(await pointsOf(drawn), area),
  };
}

interface MapOf {
  readonly model: string;
  readonly layer: string;
  readonly version: string;
}

/** A version's map with all its points; null where there is none. */
async function readMap(of: MapOf): Promise<Answer<{ readonly head: Head; readonly points: Points } | null>> {
  const [map, points] = await Promise.all([ask(ATLAS_MAP, of), packedPoints(of)]);
  if (map.kind !== 'data') return map;
  if (points.kind !== 'data') return points;
  const head = map.data.layer;
  if (!head?.run?.atlas || !points.data) return { kind: 'data', data: null };
  return { kind: 'data', data: { head, points: openPoints(points.data) } };
}
