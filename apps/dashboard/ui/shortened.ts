/** Longer names are shortened where they stand among others. */
const CHARACTERS_MAX = 40;

/**
 * A name of any length in the room of a short one: what is too much goes from its middle, since names of one family differ at
 * their ends. The whole name belongs into the title of what shows this.
 * @example shortened('resnet50-imagenet-augmented-seed-3', 16) // 'resnet50…-seed-3'
 */
export function shortened(name: string, most = CHARACTERS_MAX): string {
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)];
  if (letters.length <= most) return name;
  const kept = most - 1;
  const start = letters.slice(0, Math.ceil(kept / 2));
  const end = letters.slice(letters.length - Math.floor(kept / 2));
  const text = (parts: typeof letters) => parts.map(({ segment }) => segment).join('');
  return `${text(start)}…${text(end)}`;
}
