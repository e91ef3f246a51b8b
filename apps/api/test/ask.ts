/* Values come from JSON; tests say what they expect of them. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export interface Answer {
  readonly status: number;
  readonly data: Json;
  readonly errors: readonly { message: string; extensions: { [name: string]: Json } }[];
}

/** Asks the running API over HTTP. */
export async function ask(url: string, query: string, variables: { [name: string]: unknown } = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data?: Json; errors?: Answer['errors'] };
  return { status: response.status, data: body.data ?? null, errors: body.errors ?? [] };
}

/** The answer's data; a test fails on any error. */
export async function answerOf(url: string, query: string, variables: { [name: string]: unknown } = {}): Promise<Json> {
  const { data, errors } = await ask(url, query, variables);
  if (errors.length > 0) throw new Error(`Expected an answer, came ${JSON.stringify(errors)}`);
  return data;
}

/** The value at a path of names and indexes. */
export function pick(json: Json, ...path: (string | number)[]): Json {
  let at: Json = json;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) throw new Error(`Nothing at ${step} of ${JSON.stringify(at)}`);
    at = (at as { [name: string]: Json })[step] ?? null;
  }
  return at;
}

/** The list at a path. */
export function list(json: Json, ...path: (string | number)[]): Json[] {
  const found = pick(json, ...path);
  if (!Array.isArray(found)) throw new Error(`Expected a list, came ${JSON.stringify(found)}`);
  return found;
}
