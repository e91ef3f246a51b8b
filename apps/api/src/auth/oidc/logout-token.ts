import { Lru } from '@strata/files';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { identifierOf } from './claims.ts';
import { CLOCK_SECONDS, type Provider } from './provider.ts';
import { SignInProblem } from './sign-in-problem.ts';

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Older ones could end sessions that were begun since. */
const AGE_SECONDS_MAX = 300;
const USED_MAX = 10_000;
const TIMEOUT_MS = 10_000;

/** Whose sessions the provider ends: those of one of its own sessions, or all of a person. */
export type Logout =
  | { readonly providerSession: string; readonly subject: string | null }
  | { readonly providerSession: null; readonly subject: string };

/**
 * Reads logout tokens that the provider sends (OpenID Connect Back-Channel Logout 1.0, section 2.6); each works once.
 * @returns a function that throws SignInProblem BAD_TOKEN, or PROVIDER_UNREACHABLE when its keys can't be read
 */
export function logoutReader(provider: Provider): (token: string) => Promise<Logout> {
  const used = new Lru<string, true>({ max: USED_MAX });
  let keys: { readonly uri: string; readonly set: ReturnType<typeof createRemoteJWKSet> } | undefined;
  return async (token) => {
    const {
      issuer,
      jwks_uri: uri,
      id_token_signing_alg_values_supported,
    } = (await provider.configuration()).serverMetadata();
    if (uri === undefined) throw new SignInProblem('BAD_TOKEN');
    if (keys?.uri !== uri) keys = { uri, set: createRemoteJWKSet(new URL(uri), { timeoutDuration: TIMEOUT_MS }) };
    const { payload } = await jwtVerify(token, keys.set, {
      issuer,
      audience: provider.settings.clientId,
      algorithms: signatures(id_token_signing_alg_values_supported),
      clockTolerance: CLOCK_SECONDS,
      maxTokenAge: AGE_SECONDS_MAX,
      requiredClaims: ['iat', 'jti', 'events'],
    }).catch(refuse);
    const { events, jti, sid, sub, nonce } = payload;
    const isLogout = typeof events === 'object' && events !== null && LOGOUT_EVENT in events;
    // An ID token has a nonce, and must not end anything.
    if (!isLogout || nonce !== undefined || jti === undefined || used.get(jti)) throw new SignInProblem('BAD_TOKEN');
    used.set(jti, true);
    const providerSession = identifierOf(sid);
    const subject = identifierOf(sub);
    if (providerSession !== null) return { providerSession, subject };
    if (subject !== null) return { providerSession, subject };
    throw new SignInProblem('BAD_TOKEN');
  };
}

/** Those of a key pair: whoever knows the client's secret could sign the others. */
function signatures(supported: readonly string[] | undefined): string[] {
  return (supported ?? ['RS256']).filter((algorithm) => /^(?:RS|PS|ES)\d+$|^Ed/.test(algorithm));
}

function refuse(cause: unknown): never {
  const away = cause instanceof errors.JWKSTimeout || !(cause instanceof errors.JOSEError);
  throw new SignInProblem(away ? 'PROVIDER_UNREACHABLE' : 'BAD_TOKEN', { cause });
}
