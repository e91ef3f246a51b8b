export type { OidcSettings } from './auth/oidc/settings.ts';
export type { LogLevel } from './errors/log.ts';
export { type RunningApi, requireLoopbackWhenOpen, type StartApiOptions, startApi } from './start-api.ts';
