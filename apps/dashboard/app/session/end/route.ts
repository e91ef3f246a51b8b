import { apiUrl } from '../../../data/api-url';
import { credentials, SESSION_COOKIE } from '../../../data/credentials';
import { isFromOwnPage } from '../../../features/session/own-page';

/** Signs the visitor out, here and in the API: the cookie is worth nothing afterwards, wherever it was copied to. */
export async function POST(request: Request): Promise<Response> {
  if (!isFromOwnPage(request.headers)) return new Response(null, { status: 403 });
  await fetch(`${apiUrl()}/session`, {
    method: 'DELETE',
    cache: 'no-store',
    headers: await credentials(),
  }).catch(() => null);
  const headers = new Headers({ location: '/sign-in' });
  headers.append('set-cookie', `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict`);
  return new Response(null, { status: 303, headers });
}
