import { apiUrl } from '../../../../data/api-url';
import { visitorAddress } from '../../../../data/credentials';

/** A signed token and its name. */
const BODY_CHARACTERS_MAX = 16_000;

/** What the OpenID provider says when a session ended there: passed on to the API, which reads whether it is true. */
export async function POST(request: Request): Promise<Response> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > BODY_CHARACTERS_MAX) return new Response(null, { status: 413 });
  const token = (await request.formData().catch(() => null))?.get('logout_token');
  if (typeof token !== 'string') return new Response(null, { status: 400 });
  const answer = await fetch(`${apiUrl()}/session/oidc/logout`, {
    method: 'POST',
    cache: 'no-store',
    headers: visitorAddress(request.headers),
    body: new URLSearchParams({ logout_token: token }),
  }).catch(() => null);
  return new Response(null, { status: answer?.status ?? 503, headers: { 'cache-control': 'no-store' } });
}
