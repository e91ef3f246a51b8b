import { apiUrl } from '../../../data/api-url';
import { SESSION_COOKIE, visitorAddress } from '../../../data/credentials';

const PASSED_ON = ['content-type', 'content-length', 'etag', 'cache-control', 'last-modified'];

/**
 * Passes images through, so that pages have one origin. Streams; a reader who leaves ends the request to the API, too.
 * Only paths below /media/ of plain names ever reach the API.
 */
export async function GET(request: Request, { params }: { params: Promise<{ path: string[] }> }): Promise<Response> {
  const { path } = await params;
  if (!path.every((part) => /^[\w-][\w.-]*$/u.test(part))) return new Response(null, { status: 404 });
  const width = new URL(request.url).searchParams.get('w');
  const query = width && /^\d{1,4}$/u.test(width) ? `?w=${width}` : '';
  const known = request.headers.get('if-none-match');
  const session = sessionOf(request);
  const upstream = await fetch(`${apiUrl()}/media/${path.join('/')}${query}`, {
    cache: 'no-store',
    redirect: 'error',
    signal: request.signal,
    headers: {
      ...(known && { 'if-none-match': known }),
      ...(session && { cookie: session }),
      ...visitorAddress(request.headers),
    },
  }).catch(() => null);
  if (!upstream) return new Response(null, { status: 502 });
  const headers = new Headers({ 'x-content-type-options': 'nosniff' });
  for (const name of PASSED_ON) {
    const value = upstream.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(upstream.body, { status: upstream.status, headers });
}

/** Of the visitor's cookies, the one that is the API's. */
function sessionOf(request: Request): string | undefined {
  const cookies = request.headers.get('cookie')?.split(/;\s*/u) ?? [];
  return cookies.find((cookie) => cookie.startsWith(`${SESSION_COOKIE}=`));
}
