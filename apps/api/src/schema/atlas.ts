import {
  type AtlasPointKey,
  type AtlasPointRow,
  type AtlasRow,
  type ConceptPlaceRow,
  readAtlasPoints,
} from '@strata/db';
import { badInput } from '../errors/bad-input.ts';
import { LIST_COST } from '../limits/query-limits.ts';
import { packPoints } from './atlas-points.ts';
import { builder } from './builder.ts';
import { present } from './present.ts';
import { Concept, ProbeDataset, Run } from './refs.ts';

/** Points of one answer at most. */
const POINTS_MAX = 20_000;

const ConceptPlace = builder.objectRef<ConceptPlaceRow>('ConceptPlace').implement({
  description: 'Where a concept’s own mask lies on the map of its dataset.',
  fields: (t) => ({
    concept: t.field({
      type: Concept,
      description: 'The concept.',
      resolve: ({ conceptId }, _, { rows }) => present(rows.concept.load(conceptId)),
    }),
    x: t.exposeInt('x', { description: 'From the left, 0–65,535.' }),
    y: t.exposeInt('y', { description: 'From above, 0–65,535.' }),
  }),
});

interface PointsShape {
  readonly rows: readonly AtlasPointRow[];
  readonly hasNextPage: boolean;
}

const AtlasPoints = builder.objectRef<PointsShape & ReturnType<typeof packPoints>>('AtlasPoints').implement({
  description: 'Points of a map, packed: thousands of objects would be slow to send and to read.',
  fields: (t) => ({
    count: t.int({ description: 'How many points these are.', resolve: ({ rows }) => rows.length }),
    packed: t.exposeString('packed', {
      description:
        'Base64 of 16 bytes a point, little-endian: neuron’s index (uint32); x, y, 0–65,535 from the left and from above (uint16 each); leading concept, its place in `concepts` from 1, 0 for none (uint16); range from 1, grade, class (uint8 each), a free byte; overlap (IoU) in steps of 1 / 65,535 (uint16). Grade: 0 not known, 1 CLEAR, 2 PARTLY, 3 UNCLEAR, 4 NONE, 5 nothing named lies there. Class: 0 not known, 1 UNSPECIALIZED, 2 WEAKLY_SPECIALIZED, 3 NOT_NAMEABLE, 4 SPECIALIZED.',
    }),
    concepts: t.stringList({
      description:
        'The concepts that these points’ formulas begin with: the first that is not negated, where there is one.',
      complexity: LIST_COST,
      resolve: ({ concepts }) => [...concepts],
    }),
    endCursor: t.string({
      nullable: true,
      description: 'The last point; hand it on as `after`. Null without points.',
      resolve: ({ rows }) => cursorOf(rows.at(-1)),
    }),
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether there are more points behind these.' }),
  }),
});

const Atlas = builder.objectRef<AtlasRow>('Atlas').implement({
  description:
    'The map of all ranges of all neurons of a run, placed by what they fire on: the cosines of their bitmaps with the masks of the concepts. The map belongs to the probe dataset, so places of all layers and versions can be compared. Nearness is approximate.',
  fields: (t) => ({
    run: t.field({
      type: Run,
      description: 'The run.',
      resolve: ({ runId }, _, { rows }) => present(rows.run.load(runId)),
    }),
    probeDataset: t.field({
      type: ProbeDataset,
      description: 'The dataset that the map belongs to.',
      resolve: async ({ runId }, _, { rows }) =>
        present(rows.probeDataset.load((await present(rows.run.load(runId))).probeDatasetId)),
    }),
    frame: t.string({
      description: 'Equal for runs that stand on the same map; only their places can be compared.',
      resolve: ({ frameId }) => `${frameId}`,
    }),
    placedCount: t.exposeInt('placed', { description: 'How many ranges have a place.' }),
    notPlacedCount: t.exposeInt('notPlaced', {
      description: 'How many have none, though the neuron fires in them: they are older than the map (`strata atlas`).',
    }),
    trustworthiness: t.exposeFloat('trustworthiness', {
      nullable: true,
      description:
        'How far what is near on the map is alike (Venna and Kaski 2001): 1 always, about 0.5 where places say nothing; null for fewer than 32 points.',
    }),
    neighboursKept: t.exposeFloat('neighboursKept', {
      nullable: true,
      description: 'Of a point’s nearest on the map, the mean share that are among as many most like it, 0–1.',
    }),
    neighbours: t.exposeInt('neighbours', { nullable: true, description: 'How many nearest points were looked at.' }),
    pointsCompared: t.exposeInt('pointsCompared', {
      nullable: true,
      description: 'Among how many points that was measured.',
    }),
    concepts: t.field({
      type: [ConceptPlace],
      description: 'Where concepts lie, the largest first, 400 at most.',
      complexity: LIST_COST,
      resolve: async ({ frameId }, _, { rows }) => [...(await rows.conceptPlaces.load(frameId))],
    }),
    points: t.field({
      type: AtlasPoints,
      description: 'The points by neuron and range.',
      args: {
        first: t.arg.int({ required: true, description: `This many, 1–${POINTS_MAX.toLocaleString('en')}.` }),
        after: t.arg.string({ description: 'Only points behind this cursor.' }),
      },
      complexity: ({ first }) => 10 + Math.ceil(first / 10),
      resolve: async ({ runId }, { first, after }, { store }) => {
        if (first < 1 || first > POINTS_MAX) throw badInput(`Expected first from 1 to ${POINTS_MAX}; got ${first}.`);
        const found = await readAtlasPoints(store, { runId, first, after: readCursor(after) });
        const rows = found.slice(0, first);
        return { rows, hasNextPage: found.length > first, ...packPoints(rows) };
      },
    }),
  }),
});

builder.objectField(Run, 'atlas', (t) =>
  t.field({
    type: Atlas,
    nullable: true,
    description:
      'Its ranges on a map, placed by what they fire on; null before it is completed, and where that was not computed (`strata atlas`).',
    resolve: ({ id }, _, { rows }) => rows.atlas.load(id),
  }),
);

function cursorOf(row: AtlasPointKey | undefined): string | null {
  return row ? Buffer.from(`${row.unitIndex}:${row.clusterIndex}`).toString('base64url') : null;
}

function readCursor(cursor: string | null | undefined): AtlasPointKey | null {
  if (cursor === null || cursor === undefined) return null;
  const [, unit, range] = /^(\d{1,9}):(\d{1,4})$/u.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (unit === undefined || range === undefined)
    throw badInput(`Expected the endCursor of a map’s points; got "${cursor.slice(0, 40)}".`);
  return { unitIndex: Number(unit), clusterIndex: Number(range) };
}
