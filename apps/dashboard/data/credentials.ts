import { cookies } from 'next/headers';

/** The API's cookie of a visitor who has signed in. */
export const SESSION_COOKIE = 'strata_session';

/** What tells the API who the visitor is: their session's cookie and no other, or nothing. */
export async function credentials(): Promise<Record<string, string>> {
  const session = (await cookies()).get(SESSION_COOKIE)?.value;
  return session === undefined ? {} : { cookie: `${SESSION_COOKIE}=${session}` };
}
