const API_URL = process.env.STRATA_API_URL ?? 'http://127.0.0.1:4781';

/** Passes images through, so that pages have one origin; revalidation by ETag reaches the API. */
export async function GET(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const known = request.headers.get('if-none-match');
  const upstream = await fetch(`${API_URL}${url.pathname}${url.search}`, {
    cache: 'no-store',
    headers: known ? { 'if-none-match': known } : {},
  });
  const headers = new Headers();
  for (const name of ['content-type', 'etag', 'cache-control']) {
    const value = upstream.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(upstream.status === 304 ? null : upstream.body, { status: upstream.status, headers });
}
