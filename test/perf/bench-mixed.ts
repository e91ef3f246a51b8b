import { createRandom } from '@strata/statistics';
import { analyticsRequest } from './bench-analytics.ts';
import type { BenchContext } from './bench-lists.ts';
import { ask, type Measured, measuredOf, type Sample } from './measured.ts';
import { LIST_SHAPES, type ListShape, listQuery } from './shapes.ts';

const CLIENTS = 20;

/** What people do with the dashboard: pages of a layer, a neuron, searches by concept, now and then a summary. */
export async function benchMixed({ api }: BenchContext, seconds: number): Promise<Measured[]> {
  const samples: Sample[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const client = async (seed: number) => {
    const random = createRandom(seed).next;
    for (let turn = seed; performance.now() < end; turn += 1) samples.push(await ask(api, nextRequest(random, turn)));
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, seed) => client(seed + 1)));
  const elapsed = (performance.now() - started) / 1000;
  const measured = measuredOf(`mixed load, ${CLIENTS} clients, ${seconds} s`, samples);
  return [{ ...measured, requestsPerSecond: samples.length / elapsed }];
}

function nextRequest(random: () => number, turn: number) {
  const kind = random();
  const pick = (n: number) => Math.floor(random() * n);
  const path = { model: `model ${1 + pick(2)}`, version: `v${1 + pick(50)}`, layer: `block${1 + pick(10)}` };
  if (kind < 0.35)
    return {
      name: 'layer',
      query: `query($model: String!, $version: String!, $layer: String!) { layer(model: $model, version: $version, name: $layer) {
        name run { status } explanations(first: 50, where: {clusterIndex: {eq: 5}}) { nodes { iou lift formula { text } unit { unitIndex } } } } }`,
      variables: path,
    };
  if (kind < 0.65)
    return {
      name: 'unit',
      query: `query($model: String!, $version: String!, $layer: String!, $unit: Int!) { unit(model: $model, version: $version, layer: $layer, unitIndex: $unit) {
        outcome clusters { clusterIndex lower upper explanation { iou formula { text concepts { negated concept { name } } } } } } }`,
      variables: { ...path, unit: pick(1000) },
    };
  if (kind < 0.9) {
    const [shape] = LIST_SHAPES as readonly [ListShape];
    const conditions = Object.values(shape.conditions);
    const where = { and: [conditions[pick(3)], conditions[pick(conditions.length)]] };
    return { name: 'find', query: listQuery(shape), variables: { first: 20, where } };
  }
  return analyticsRequest(turn);
}
