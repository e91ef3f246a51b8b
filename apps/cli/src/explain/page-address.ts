import { addressOf, DEFAULT_PORTS } from '../serve/ports.ts';

/**
 * Where a version's page is: below the address that STRATA_PAGES_URL names, else where `strata serve` listens unless told
 * otherwise.
 */
export function pageAddress(
  { modelName, versionLabel }: { readonly modelName: string; readonly versionLabel: string },
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const pages = environment.STRATA_PAGES_URL || addressOf('127.0.0.1', DEFAULT_PORTS.dashboard);
  const path = `/models/${encodeURIComponent(modelName)}/versions/${encodeURIComponent(versionLabel)}`;
  return `${pages.replace(/\/+$/u, '')}${path}`;
}
