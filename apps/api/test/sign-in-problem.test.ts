import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { describe, expect, it } from 'vitest';
import { loggableProblem, toProblem } from '../src/auth/oidc/to-problem.ts';

const SECRET = 'a-secret';
const answered = (status: number, error: string) =>
  new ResponseBodyError(`said ${SECRET}`, {
    cause: { error, error_description: SECRET },
    response: new Response(SECRET, { status }),
  });
const network = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(`connect to ${SECRET}`), { code }) });
const library = (code: string | undefined, cause?: unknown) =>
  Object.assign(new ClientError(SECRET, { cause }), code === undefined ? {} : { code });

describe('what goes wrong while somebody signs in', () => {
  it.each([
    ['WRONG_CLIENT', answered(401, 'invalid_client')],
    ['SIGN_IN_LOST', answered(400, 'invalid_grant')],
    ['BAD_TOKEN', answered(400, 'invalid_request')],
    ['BAD_TOKEN', answered(400, 'constructor')],
    ['PROVIDER_UNREACHABLE', answered(503, 'invalid_grant')],
    ['PROVIDER_UNREACHABLE', network('ECONNREFUSED')],
    ['PROVIDER_UNREACHABLE', network('UND_ERR_SOCKET')],
    ['PROVIDER_UNREACHABLE', library('OAUTH_TIMEOUT')],
    ['PROVIDER_UNREACHABLE', library(undefined, network('ECONNRESET'))],
    ['BAD_TOKEN', library('OAUTH_JWT_CLAIM_COMPARISON_FAILED', { claims: SECRET })],
    ['BAD_TOKEN', new Error(SECRET)],
    ['SIGN_IN_REFUSED', refused('access_denied')],
    ['SIGN_IN_REFUSED', refused('interaction_required')],
    ['PROVIDER_UNREACHABLE', refused('temporarily_unavailable')],
    ['WRONG_CLIENT', refused('unauthorized_client')],
  ])('is %s, and the log has nothing of what was sent or received', (code, error) => {
    const problem = toProblem(error);
    expect(problem.code).toBe(code);
    expect(JSON.stringify(loggableProblem(problem))).not.toContain(SECRET);
  });

  it('is said to the log by the names that protocol and network have for it', () => {
    expect(loggableProblem(toProblem(answered(401, 'invalid_client')))).toMatchObject({ said: 'invalid_client' });
    expect(loggableProblem(toProblem(network('ECONNREFUSED')))).toMatchObject({ code: 'ECONNREFUSED' });
    expect(loggableProblem(toProblem(library('OAUTH_TIMEOUT')))).toMatchObject({ code: 'OAUTH_TIMEOUT' });
  });
});

function refused(error: string): AuthorizationResponseError {
  const cause = new URLSearchParams({ error, error_description: SECRET, code: SECRET });
  return new AuthorizationResponseError(SECRET, { cause });
}
