/**
 * The command's name as whoever reads it can type it: `./strata` in a clone, `npx stratalens` or `stratalens` where the
 * package is installed. The launcher says which. Texts that are printed take it from here: `strata` on npm is another
 * program.
 */
export function calledAs(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.STRATA_CALLED_AS || './strata';
}
