import { startApi } from '@strata/api';
import { StrataError } from '@strata/domain';
import { calledAs } from '@strata/files';
import { KEPT_THREAD } from '@strata/runs/kept';
import { z } from 'zod';
import { openHomeStore, strataHome } from '../home.ts';

const TIMEOUT_MS = 60_000;

const answerShape = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

export interface ServerRequest {
  readonly asked: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> };
  /** Default none: the server is open. */
  readonly key?: string | undefined;
  readonly signal: AbortSignal;
}

/**
 * Asks a server's API.
 * @param url its address, with or without /graphql
 * @throws StrataError BAD_CONFIG for an address that is none, SETUP_FAILED when it does not answer, BAD_ID with its words
 * when it refuses
 */
export async function askServer(url: string, { asked, key, signal }: ServerRequest): Promise<unknown> {
  const endpoint = endpointOf(url);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify(asked),
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw new StrataError(
      'SETUP_FAILED',
      `${endpoint} does not answer. Check the address and that "${calledAs()} serve" runs there.`,
      {
        cause,
      },
    );
  });
  const answer = answerShape.safeParse(await response.json().catch(() => null)).data;
  if (!answer)
    throw new StrataError('SETUP_FAILED', `${endpoint} answers, but not as Strata's API does. Check the address.`);
  const [error] = answer.errors ?? [];
  if (error) throw new StrataError('BAD_ID', error.message);
  return answer.data;
}

/** Asks this machine's database, by an API of its own as long as that takes. */
export async function withLocalServer<T>(ask: (url: string) => Promise<T>): Promise<T> {
  const store = await openHomeStore();
  try {
    const api = await startApi({ store, port: 0, open: true, kept: { module: KEPT_THREAD, home: strataHome() } });
    try {
      return await ask(api.url);
    } finally {
      await api.close();
    }
  } finally {
    await store.close();
  }
}

function endpointOf(url: string): string {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    throw new StrataError(
      'BAD_CONFIG',
      `--server: expected an address such as https://strata.example, found "${url}".`,
    );
  return `${url.replace(/\/+$/u, '').replace(/\/graphql$/u, '')}/graphql`;
}
