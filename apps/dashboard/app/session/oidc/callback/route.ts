import { z } from 'zod';
import { askSession } from '../../../../data/ask-session';
import { SIGN_IN_COOKIE } from '../../../../data/credentials';
import { leadTo, signInFailed } from '../../../../features/session/lead-to';
import { ownPage } from '../../../../features/session/own-page';

const answer = z.object({ next: z.string() });

/** Where the OpenID provider sends visitors back to: signs them in by the API, whose cookie goes to the browser. */
export async function GET(request: Request): Promise<Response> {
  const { headers } = request;
  const cookie = headers
    .get('cookie')
    ?.split(/;\s*/u)
    .find((one) => one.startsWith(`${SIGN_IN_COOKIE}=`));
  const query = new URL(request.url).search.slice(1);
  const { body, code, cookies } = await askSession('/oidc/callback', { headers, cookie, body: { query } });
  const read = answer.safeParse(body);
  if (code !== null || !read.success) return signInFailed(code ?? 'UNKNOWN', { next: '/', cookies });
  // Looked at again: what the API kept came from a browser.
  return leadTo(ownPage(read.data.next, headers.get('host')), cookies);
}
