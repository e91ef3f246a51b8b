import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from 'openid-client';
import { type Claims, groupsOf, identifierOf, nameOf } from './claims.ts';
import { type OidcSettings, redirectUri } from './settings.ts';
import { SignInProblem } from './sign-in-problem.ts';
import type { SignInSecrets } from './sign-in-secrets.ts';
import { toProblem } from './to-problem.ts';

/** No answer of a provider takes as long; whoever signs in should not wait for one that hangs. */
const TIMEOUT_SECONDS = 10;
/** How far the provider's clock may be off. */
export const CLOCK_SECONDS = 30;
/** Providers change their endpoints now and then. */
const FOUND_MS_MAX = 3_600_000;

/** Somebody whom the provider vouches for. */
export interface SignedIn {
  readonly subject: string;
  readonly name: string;
  /** Null when the claim did not come. */
  readonly groups: readonly string[] | null;
  /** The provider's name for its session; null where it has none. */
  readonly providerSession: string | null;
}

/** The OpenID provider as it is asked here. What it says of itself is read when it is needed, and again after an hour. */
export class Provider {
  readonly settings: OidcSettings;
  #found: Configuration | null = null;
  #foundAt = 0;
  #finding: Promise<Configuration> | null = null;

  constructor(settings: OidcSettings) {
    this.settings = settings;
  }

  /**
   * What the provider says of itself.
   * @param anew asks in any case, which shows whether it answers. Default false
   * @throws SignInProblem PROVIDER_UNREACHABLE
   */
  async configuration({ anew = false }: { readonly anew?: boolean } = {}): Promise<Configuration> {
    if (!anew && this.#found && performance.now() - this.#foundAt < FOUND_MS_MAX) return this.#found;
    // Many who ask while it does not answer wait for one answer.
    this.#finding ??= discover(this.settings).finally(() => {
      this.#finding = null;
    });
    try {
      this.#found = await this.#finding;
      this.#foundAt = performance.now();
      return this.#found;
    } catch (cause) {
      // What was true an hour ago most likely still is.
      if (this.#found && !anew) return this.#found;
      throw new SignInProblem('PROVIDER_UNREACHABLE', { cause });
    }
  }

  /** Where to send a browser to sign in. @throws SignInProblem PROVIDER_UNREACHABLE */
  async authorizationUrl({ state, nonce, codeVerifier }: SignInSecrets): Promise<string> {
    const parameters = {
      redirect_uri: redirectUri(this.settings),
      scope: this.settings.scope,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    };
    return buildAuthorizationUrl(await this.configuration(), parameters).href;
  }

  /**
   * Exchanges the code that a browser came back with for who it is.
   * @param query of the address that the browser was sent to
   * @throws SignInProblem when it is no proof of anybody
   */
  async identify(query: URLSearchParams, { state, nonce, codeVerifier }: SignInSecrets): Promise<SignedIn> {
    const configuration = await this.configuration();
    try {
      const checks = {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      };
      const tokens = await authorizationCodeGrant(
        configuration,
        new URL(`${redirectUri(this.settings)}?${query}`),
        checks,
      );
      return await this.#read(configuration, { claims: tokens.claims() ?? {}, accessToken: tokens.access_token });
    } catch (error) {
      throw toProblem(error);
    }
  }

  /** Where somebody ends their session at the provider, too; null where it has no such place, or has not said so yet. */
  endUrl(): string | null {
    if (!this.#found?.serverMetadata().end_session_endpoint) return null;
    return buildEndSessionUrl(this.#found, { post_logout_redirect_uri: `${this.settings.pagesUrl}/sign-in` }).href;
  }

  /** Many providers say groups and names only when asked for the user's information. */
  async #read(
    configuration: Configuration,
    { claims, accessToken }: { claims: Claims; accessToken: string },
  ): Promise<SignedIn> {
    const subject = identifierOf(claims.sub);
    if (subject === null) throw new SignInProblem('BAD_TOKEN');
    const { groupsClaim } = this.settings;
    const isWhole = groupsOf(claims, groupsClaim) !== null && nameOf(claims, '') !== '';
    const asked = !isWhole && configuration.serverMetadata().userinfo_endpoint !== undefined;
    const more: Claims = asked ? await fetchUserInfo(configuration, accessToken, subject) : {};
    return {
      subject,
      name: nameOf({ ...more, ...claims }, subject),
      groups: groupsOf(claims, groupsClaim) ?? groupsOf(more, groupsClaim),
      providerSession: identifierOf(claims.sid),
    };
  }
}

function discover(settings: OidcSettings): Promise<Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  const server = new URL(issuer);
  const execute = [enableNonRepudiationChecks];
  if (server.protocol === 'http:') execute.push(allowInsecureRequests);
  return discovery(server, clientId, { [clockTolerance]: CLOCK_SECONDS }, authentication(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    execute,
  });
}

/** As clients are registered unless somebody says otherwise: by Basic, or where the provider does not know it by the body. */
function authentication(secret: string | null): ClientAuth {
  if (secret === null) return None();
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const apply = methods.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret);
    apply(server, client, body, headers);
  };
}
