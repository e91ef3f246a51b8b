import { apiUrl } from '../../data/api-url';

/**
 * Signs a visitor in with the key of the form, by the API, whose cookie goes back to the browser; then back to the page
 * the form stood on, which says so when the key did not work.
 */
export async function POST(request: Request): Promise<Response> {
  const back = backTo(request);
  if (back === null) return new Response(null, { status: 403 });
  const key = (await request.formData()).get('key');
  const proto = request.headers.get('x-forwarded-proto');
  const answer = await fetch(`${apiUrl()}/session`, {
    method: 'POST',
    cache: 'no-store',
    headers: { 'content-type': 'application/json', ...(proto && { 'x-forwarded-proto': proto }) },
    body: JSON.stringify({ key: typeof key === 'string' ? key : '' }),
  }).catch(() => null);
  const headers = new Headers({ location: back });
  for (const cookie of answer?.ok ? answer.headers.getSetCookie() : []) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** The page the form stood on; null when it stood on another site's. */
function backTo(request: Request): string | null {
  const { origin, referer, host } = Object.fromEntries(request.headers) as Record<string, string | undefined>;
  if (origin === undefined || !URL.canParse(origin) || new URL(origin).host !== host) return null;
  if (referer === undefined || !URL.canParse(referer)) return '/';
  const { host: from, pathname, search } = new URL(referer);
  // A path that starts with two slashes would name another host.
  return from === host ? pathname.replace(/^\/+/u, '/') + search : '/';
}
