const API_URL = process.env.STRATA_API_URL ?? 'http://127.0.0.1:4781';

/**
 * Asks the API at request time and returns `data`.
 * @throws Error if the API cannot be reached or answers with errors
 */
export async function query<T>(document: string, variables: Record<string, unknown> = {}): Promise<T> {
  const response = await fetch(`${API_URL}/graphql`, {
    method: 'POST',
    cache: 'no-store',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document, variables }),
  });
  const body = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (!body.data || body.errors) throw new Error(body.errors?.[0]?.message ?? `API answered ${response.status}`);
  return body.data;
}
