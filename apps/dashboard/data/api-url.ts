import { z } from 'zod';

const environment = z.object({
  /** Where the API listens. Read at request time, so that one build serves every installation. */
  STRATA_API_URL: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:4781'),
});

/**
 * The API's address without a slash at the end.
 * @throws ZodError when STRATA_API_URL is set and is not an http(s) address
 */
export function apiUrl(variables: Record<string, string | undefined> = process.env): string {
  return environment.parse(variables).STRATA_API_URL.replace(/\/+$/u, '');
}
