import {
  beginPersonSession,
  beginSignIn,
  endSessions,
  findPerson,
  knowPerson,
  SIGN_IN_SECONDS,
  type Store,
  takeSignIn,
  writeAudit,
} from '@strata/db';
import express, { type ErrorRequestHandler, type Request, Router } from 'express';
import type { Logger } from 'pino';
import { requestIdOf } from '../../operations/observe.ts';
import { cookieOf, isHttps, sessionCookie } from '../session-cookie.ts';
import { roleOf } from './claims.ts';
import { logoutReader } from './logout-token.ts';
import type { Provider, SignedIn } from './provider.ts';
import { SignInProblem } from './sign-in-problem.ts';
import { isStateOf, secretsOf } from './sign-in-secrets.ts';
import { loggableProblem } from './to-problem.ts';

const BODY_BYTES_MAX = '16kb';
const NEXT_CHARACTERS_MAX = 2_000;
/** Names the browser that a sign-in was begun in, until it comes back. */
const SIGN_IN_COOKIE = 'strata_sign_in';

interface OidcRouterParts {
  readonly provider: Provider;
  readonly writer: Store;
  readonly log: Logger;
  /** Told of a session that begins. */
  readonly onBegin: (session: string) => void;
}

/**
 * What the pages ask for when somebody signs in with the provider. POST / with `{"next": "/path"}` says where to send the
 * browser; POST /callback with `{"query": "code=…&state=…"}`, what it came back with, signs it in. POST /logout is the
 * provider's own: its sessions ended (back-channel logout).
 */
export function oidcRouter({ provider, writer, log, onBegin }: OidcRouterParts): Router {
  const router = Router();
  const { settings } = provider;
  const readLogout = logoutReader(provider);
  const json = express.json({ limit: BODY_BYTES_MAX });
  router.use((_, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  router.post('/', json, async (request, response) => {
    const next = textOf(request, 'next');
    // The provider first: where it does not answer, nothing is kept, and nobody is sent there.
    await provider.configuration({ anew: true });
    const cookie = await beginSignIn(writer, { next: next.length > NEXT_CHARACTERS_MAX ? '/' : next });
    const location = await provider.authorizationUrl(secretsOf(cookie));
    response.set('set-cookie', signInCookie(cookie, isSecure(request, settings))).json({ location });
  });
  router.post('/callback', json, async (request, response) => {
    const { cookie, next, query } = await takeBegun(request, writer);
    const person = await provider.identify(query, secretsOf(cookie));
    const session = await admit(person, { provider, writer, log, requestId: requestIdOf(response) });
    onBegin(session);
    const https = isSecure(request, settings);
    const age = { sameSite: 'Lax', seconds: settings.sessionSeconds } as const;
    response.set('set-cookie', [sessionCookie(session, { https, ...age }), signInCookie('', https)]).json({ next });
  });
  router.post('/logout', express.urlencoded({ extended: false, limit: BODY_BYTES_MAX }), async (request, response) => {
    const logout = await readLogout(textOf(request, 'logout_token'));
    const { issuer } = settings;
    if (logout.providerSession !== null) await endSessions(writer, { issuer, ...logout });
    else {
      const personId = await findPerson(writer, { issuer, subject: logout.subject });
      if (personId !== null) await endSessions(writer, { personId });
    }
    response.sendStatus(200);
  });
  router.use(signInProblems({ provider, log }));
  return router;
}

/** What was kept of the sign-in that this browser comes back from: for this browser, and once. */
async function takeBegun(
  request: Request,
  writer: Store,
): Promise<{ cookie: string; next: string; query: URLSearchParams }> {
  const cookie = cookieOf(request, SIGN_IN_COOKIE);
  const query = new URLSearchParams(textOf(request, 'query'));
  // Looked at before it is taken: another site's forged answer must not break off a sign-in that is under way.
  if (cookie === undefined || !isStateOf(secretsOf(cookie), query.get('state') ?? ''))
    throw new SignInProblem('SIGN_IN_LOST');
  const begun = await takeSignIn(writer, cookie);
  if (!begun) throw new SignInProblem('SIGN_IN_LOST');
  return { cookie, next: begun.next, query };
}

/** Begins a session for somebody whose groups have a role; ends all of somebody whose groups have none any more. */
async function admit(
  { groups, providerSession, ...who }: SignedIn,
  { provider, writer, log, requestId }: Omit<OidcRouterParts, 'onBegin'> & { readonly requestId: string },
): Promise<string> {
  const { issuer, roles, groupsClaim, sessionSeconds: seconds } = provider.settings;
  const role = roleOf(groups ?? [], roles);
  const entry = { actor: who.name, subject: who.subject, operation: 'signIn', requestId };
  if (role === null) {
    const personId = await findPerson(writer, { issuer, subject: who.subject });
    if (personId !== null) await endSessions(writer, { personId });
    await writeAudit(writer, { ...entry, personId, role: 'NONE', outcome: 'NO_ROLE' });
    log.warn(
      { claim: groupsClaim, groups: groups?.length ?? null },
      'Somebody signed in whose groups have no role. Where no groups came, compare STRATA_OIDC_GROUPS_CLAIM and STRATA_OIDC_SCOPE with what the provider says.',
    );
    throw new SignInProblem('NO_ROLE');
  }
  const personId = await knowPerson(writer, { issuer, ...who, role });
  const session = await beginPersonSession(writer, { personId, providerSession, seconds });
  await writeAudit(writer, { ...entry, personId, role, outcome: 'OK' });
  return session;
}

/** Answers what came to nothing, and writes to the log what is whoever looks after the installation's to mend. */
function signInProblems({ provider, log }: Pick<OidcRouterParts, 'provider' | 'log'>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (!(error instanceof SignInProblem)) return next(error);
    if (error.code !== 'NO_ROLE') log.warn(loggableProblem(error), 'A sign-in came to nothing.');
    // What the browser kept is of no more use, unless nobody looked at it yet.
    if (error.code !== 'SIGN_IN_LOST')
      response.append('set-cookie', signInCookie('', isSecure(request, provider.settings)));
    response.status(error.status).json(error.toJSON(provider.settings));
  };
}

/** Other sites' pages may lead here, as the provider does, but send nothing. */
function signInCookie(text: string, https: boolean): string {
  const age = text === '' ? 0 : SIGN_IN_SECONDS;
  return `${SIGN_IN_COOKIE}=${text}; Path=/session/oidc; Max-Age=${age}; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`;
}

function isSecure(request: Request, { pagesUrl }: { readonly pagesUrl: string }): boolean {
  return pagesUrl.startsWith('https:') || isHttps(request);
}

function textOf({ body }: Request, name: string): string {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}
