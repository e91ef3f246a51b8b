import { type RunningApi, type StartApiOptions, startApi } from '@strata/api';
import type { Store } from '@strata/db';

/* Values come from JSON; tests say what they expect of them. */
// biome-ignore lint/suspicious/noExplicitAny: answers are compared, not computed with
type Answer = any;

export interface AskedApi {
  readonly api: RunningApi;
  /** The answer's data. @throws Error on any error in it */
  ask(query: string, variables?: Record<string, unknown>): Promise<Answer>;
}

/** An open API over the store, on a free port. */
export async function serveApi(store: Store, options: Pick<StartApiOptions, 'kept'> = {}): Promise<AskedApi> {
  const api = await startApi({ store, port: 0, rateLimit: { burst: 1e9 }, logLevel: 'silent', ...options });
  return {
    api,
    ask: async (query, variables = {}) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as Answer;
      if (errors) throw new Error(`Expected an answer, came ${JSON.stringify(errors)}`);
      return data;
    },
  };
}
