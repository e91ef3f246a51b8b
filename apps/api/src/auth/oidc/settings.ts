import type { Role } from '@strata/db';

/** How people sign in with OpenID Connect: whom to ask, as whom, and what their groups may do here. */
export interface OidcSettings {
  /** The provider's address, exactly as it names itself; https, or http on loopback. */
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a client that has none. */
  readonly clientSecret: string | null;
  /** What is asked for, separated by spaces; `openid` is among it. */
  readonly scope: string;
  /** The claim that holds the groups, of the ID token or else of the user's information; `a.b` is b inside of a. */
  readonly groupsClaim: string;
  /** What each group may do; `*` is everybody who can sign in. */
  readonly roles: ReadonlyMap<string, Role>;
  /** What the button calls the provider. */
  readonly name: string;
  /** How long somebody stays signed in. */
  readonly sessionSeconds: number;
  /** Where browsers reach the pages, without a slash at the end: the provider sends them back there. */
  readonly pagesUrl: string;
}

/** Where the provider sends browsers back to; has to be registered there. */
export function redirectUri({ pagesUrl }: Pick<OidcSettings, 'pagesUrl'>): string {
  return `${pagesUrl}/session/oidc/callback`;
}
