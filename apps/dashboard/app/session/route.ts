import { apiUrl } from '../../data/api-url';
import { visitorAddress } from '../../data/credentials';
import { isFromOwnPage, ownPage } from '../../features/session/own-page';

/**
 * Signs a visitor in with the key of the form, by the API, whose cookie goes back to the browser; then on to the page that
 * the form names or stood on, or back to the sign-in page when the key did not work.
 */
export async function POST(request: Request): Promise<Response> {
  const { headers } = request;
  if (!isFromOwnPage(headers)) return new Response(null, { status: 403 });
  const form = await request.formData();
  const [key, next] = [form.get('key'), form.get('next')];
  const on = ownPage(typeof next === 'string' ? next : headers.get('referer'), headers.get('host'));
  const proto = headers.get('x-forwarded-proto');
  const answer = await fetch(`${apiUrl()}/session`, {
    method: 'POST',
    cache: 'no-store',
    headers: {
      'content-type': 'application/json',
      ...(proto && { 'x-forwarded-proto': proto }),
      ...visitorAddress(headers),
    },
    body: JSON.stringify({ key: typeof key === 'string' ? key : '' }),
  }).catch(() => null);
  if (!answer?.ok) return goTo(`/sign-in?failed&next=${encodeURIComponent(on)}`);
  const response = goTo(on);
  for (const cookie of answer.headers.getSetCookie()) response.headers.append('set-cookie', cookie);
  return response;
}

function goTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}
