export type { LogLevel } from './errors/log.ts';
export { type RunningApi, type StartApiOptions, startApi } from './start-api.ts';
