import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { type SignInCode, SignInProblem } from './sign-in-problem.ts';

/** OAuth's own names of errors that say what is wrong with more than the token. */
const BY_NAME: Readonly<Record<string, SignInCode>> = {
  invalid_client: 'WRONG_CLIENT',
  unauthorized_client: 'WRONG_CLIENT',
  invalid_scope: 'WRONG_CLIENT',
  redirect_uri_mismatch: 'WRONG_CLIENT',
  invalid_grant: 'SIGN_IN_LOST',
  access_denied: 'SIGN_IN_REFUSED',
  server_error: 'PROVIDER_UNREACHABLE',
  temporarily_unavailable: 'PROVIDER_UNREACHABLE',
};
const SERVER_FAULT = 500;

/** Says what an error of the library means for whoever signs in. */
export function toProblem(error: unknown): SignInProblem {
  return error instanceof SignInProblem ? error : new SignInProblem(codeOf(error), { cause: error });
}

/** What may be logged of it: never what was sent or received, since codes, tokens and secrets are in there. */
export function loggableProblem({ code, cause }: SignInProblem): Record<string, unknown> {
  const name = cause instanceof Error ? cause.name : undefined;
  const detail = cause instanceof ClientError ? cause.code : networkCode(cause);
  const said =
    cause instanceof ResponseBodyError || cause instanceof AuthorizationResponseError ? cause.error : undefined;
  return { problem: code, error: name, code: detail, said: said?.slice(0, 80) };
}

function codeOf(error: unknown): SignInCode {
  if (error instanceof AuthorizationResponseError) return byName(error.error) ?? 'SIGN_IN_REFUSED';
  if (error instanceof ResponseBodyError)
    return error.status >= SERVER_FAULT ? 'PROVIDER_UNREACHABLE' : (byName(error.error) ?? 'BAD_TOKEN');
  // The token endpoint asks for another way to say who asks.
  if (error instanceof WWWAuthenticateChallengeError) return 'WRONG_CLIENT';
  return isAway(error) ? 'PROVIDER_UNREACHABLE' : 'BAD_TOKEN';
}

function byName(name: string): SignInCode | undefined {
  return Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined;
}

/** No answer, none in time, or one that is no answer of a provider: something in front of it speaks. */
function isAway(error: unknown): boolean {
  if (error instanceof ClientError)
    return (
      error.code === 'OAUTH_TIMEOUT' ||
      error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' ||
      error.code === 'OAUTH_RESPONSE_IS_NOT_JSON' ||
      (error.code === undefined && networkCode(error) !== undefined)
    );
  return networkCode(error) !== undefined || (error instanceof TypeError && error.message === 'fetch failed');
}

function networkCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string' && /^(E[A-Z]+|UND_ERR_\w+|CERT_\w+|DEPTH_ZERO\w*)$/.test(at.code))
      return at.code;
  return undefined;
}
