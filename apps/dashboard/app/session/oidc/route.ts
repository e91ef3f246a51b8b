import { z } from 'zod';
import { askSession } from '../../../data/ask-session';
import { leadTo, signInFailed } from '../../../features/session/lead-to';
import { ownPage } from '../../../features/session/own-page';

const answer = z.object({ location: z.url({ protocol: /^https?$/ }) });

/** Sends a visitor to the OpenID provider, to come back to the page that the address names or the link stood on. */
export async function GET(request: Request): Promise<Response> {
  const { headers } = request;
  const asked = new URL(request.url).searchParams.get('next');
  const next = ownPage(asked ?? headers.get('referer'), headers.get('host'));
  const { body, code, cookies } = await askSession('/oidc', { headers, body: { next } });
  const read = answer.safeParse(body);
  if (code !== null || !read.success) return signInFailed(code ?? 'UNKNOWN', { next, cookies });
  return leadTo(read.data.location, cookies);
}
