/** What reads kept hits, apart from what runs networks: a thread that answers with them starts at once. */
import './engine.ts';

export { openActivations } from './activations/npy-source.ts';
export { HITS_IN_CACHE } from './kept/hits-in-cache.ts';
export { type KeptFile, openKeptFile } from './kept/kept-file.ts';
export { openRangeOnImages, type RangeOnImage } from './kept/range-on-images.ts';
export { type RangeInImage, rangesInImage } from './kept/ranges-in-image.ts';
export { compareScores, type RangeScore, scoreFormula, unknownConcepts } from './kept/score-formula.ts';
