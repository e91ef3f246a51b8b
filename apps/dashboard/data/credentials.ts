import { cookies, headers } from 'next/headers';

/** The API's cookie of a visitor who has signed in. */
export const SESSION_COOKIE = 'strata_session';
/** The API's cookie of a visitor who is at the OpenID provider. */
export const SIGN_IN_COOKIE = 'strata_sign_in';

/** What tells the API who the visitor is: their session's cookie and no other, and what a trusted proxy says of them. */
export async function credentials(): Promise<Record<string, string>> {
  const session = (await cookies()).get(SESSION_COOKIE)?.value;
  const address = visitorAddress(await headers());
  return { ...(session !== undefined && { cookie: `${SESSION_COOKIE}=${session}` }), ...address };
}

/** Where the visitor comes from, for the API's limits; nothing unless STRATA_TRUST_PROXY says that a proxy wrote it. */
export function visitorAddress(from: Pick<Headers, 'get'>): Record<string, string> {
  const said = process.env.STRATA_TRUST_PROXY ? from.get('x-forwarded-for') : null;
  return said ? { 'x-forwarded-for': said } : {};
}
