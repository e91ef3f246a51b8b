import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@strata/db';
import { LAYER } from '../support/small-world.ts';

/** Runs asked for that are not done yet, at all times. */
const OPEN = 3;

/** What a run is asked with. */
export interface Settings {
  readonly clusters: number;
  readonly length: number;
  readonly beam: number;
}

/** The next of many settings, so that there is always a run under way. */
export function settingsAt(turn: number): Settings {
  return { clusters: 2 + (turn % 19), length: 2 + (Math.floor(turn / 19) % 2), beam: 1 + (Math.floor(turn / 38) % 30) };
}

interface Asked {
  readonly api: string;
  readonly variables?: Record<string, unknown>;
}

/** The answer's data; null when there is none, whatever the reason. */
export async function askFor(query: string, { api, variables = {} }: Asked): Promise<Record<string, never> | null> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ query, variables });
  const answer = fetch(`${api}/graphql`, { method: 'POST', headers, body });
  return answer
    .then((one) => one.json() as Promise<{ data?: Record<string, never> }>)
    .then(({ data }) => data ?? null)
    .catch(() => null);
}

const PLACE = '{ models(first: 1) { nodes { latestVersion { id } } } probeDatasets(first: 1) { nodes { id } } }';
const START = 'mutation($i: StartRunInput!) { startRun(input: $i) { __typename } }';

/** What starts runs of given settings on the one version and dataset; says whether the API answered. */
export async function starter(api: string): Promise<(settings: Settings) => Promise<boolean>> {
  const found = (await askFor(PLACE, { api })) as unknown as {
    models: { nodes: { latestVersion: { id: string } }[] };
    probeDatasets: { nodes: { id: string }[] };
  } | null;
  const [modelVersion, probeDataset] = [found?.models.nodes[0]?.latestVersion.id, found?.probeDatasets.nodes[0]?.id];
  return async (settings) => {
    const i = { modelVersion, probeDataset, layer: LAYER, search: 'BEAM', ...settings };
    return (await askFor(START, { api, variables: { i } })) !== null;
  };
}

/** Clients of API and pages, and somebody who starts runs so that some are always open, until it is over. */
export async function keepLoaded(
  { api, pages, store }: { api: string; pages: string; store: Store },
  isOver: () => boolean,
): Promise<void> {
  const start = await starter(api);
  const clients = Array.from({ length: 3 }, async () => {
    while (!isOver()) {
      await askFor('{ explanations(first: 20) { nodes { iou formula { text } } } }', { api });
      await sleep(20);
    }
  });
  const reader = async () => {
    while (!isOver()) {
      await fetch(pages)
        .then((one) => one.text())
        .catch(() => undefined);
      await sleep(200);
    }
  };
  const asker = async () => {
    for (let turn = 0; !isOver(); ) {
      if ((await openRequests(store).catch(() => OPEN)) < OPEN && (await start(settingsAt(turn)))) turn += 1;
      await sleep(50);
    }
  };
  await Promise.all([...clients, reader(), asker()]);
}

/** Runs that were asked for and have not ended. */
export async function openRequests({ pool }: Store): Promise<number> {
  const { rows } = await pool.query(
    "select count(*)::int as n from run_request where status in ('QUEUED', 'PREPARING', 'RUNNING')",
  );
  return rows[0].n;
}
