import type { ErrorIntervention } from '@strata/db';
import { StrataError } from '@strata/domain';

/** An intervention that can be done again. */
export interface ChosenPatch extends ErrorIntervention {
  readonly setTo: number;
}

/**
 * The cause that, taken out, mends most and breaks least: images mended less images broken, on the half that did not choose
 * it; of equals the one that breaks least, then the first.
 * @throws StrataError BAD_CONFIG when nothing was asked, or nothing is known to cause errors
 */
export function choosePatch(tried: readonly ErrorIntervention[]): ChosenPatch {
  if (tried.length === 0) {
    throw new StrataError(
      'BAD_CONFIG',
      'No range was taken out of this version’s errors. Ask for it first: strata errors --causes.',
    );
  }
  const causes = tried.filter(({ role }) => role === 'CAUSE');
  const known = causes.flatMap((one) => {
    const setTo = one.setTo ?? (one.intervention === 'ZERO' ? 0 : null);
    return setTo === null ? [] : [{ ...one, setTo }];
  });
  const net = ({ mended, broken }: ErrorIntervention): number => mended - broken;
  const [best] = known.toSorted((a, b) => net(b) - net(a) || a.broken - b.broken);
  if (best) return best;
  throw new StrataError(
    'BAD_CONFIG',
    causes.length === 0
      ? `Of ${tried.length} interventions none mends more errors than as much changed at random places: there is nothing to patch.`
      : 'What the ranges were set to was not kept when this was asked. Ask again: strata errors --causes.',
  );
}
