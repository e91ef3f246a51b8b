/** A maximum at or above `value` that reads well, and ticks from 0 to it: 0.43 gives 0.5 with 0, 0.25, 0.5. */
export function niceScale(value: number): { readonly max: number; readonly ticks: readonly number[] } {
  if (!(value > 0)) return { max: 1, ticks: [0, 0.5, 1] };
  const magnitude = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * magnitude >= value * 0.999) ?? 10;
  const max = Number((step * magnitude).toPrecision(6));
  return { max, ticks: [0, max / 2, max] };
}

/**
 * Which of `count` labels, `step` pixels apart, to write so that each has `least` pixels: the last always, then every
 * nth before it; and the room each has.
 */
export function placeLabels(count: number, { step, least }: { step: number; least: number }) {
  const every = Math.max(1, Math.ceil(least / step));
  return { isShown: (index: number) => (count - 1 - index) % every === 0, room: Math.max(least, every * step) - 6 };
}

/** A label cut to what fits into `width` pixels. */
export function fitLabel(label: string, width: number): string {
  let used = 0;
  let kept = '';
  for (const character of label) {
    used += characterWidth(character);
    if (used > width) return `${kept.trimEnd()}…`;
    kept += character;
  }
  return label;
}

/** A name cut to what fits into `width` pixels: from its middle, as names of one family differ at their ends. */
export function fitName(name: string, width: number): string {
  if (textWidth(name) <= width) return name;
  const letters = [...name];
  let [start, end] = ['', ''];
  let used = characterWidth('…');
  for (let at = 0; at < letters.length; at += 1) {
    const fromStart = at % 2 === 0;
    const letter = letters[fromStart ? at / 2 : letters.length - (at + 1) / 2] ?? '';
    used += characterWidth(letter);
    if (used > width) break;
    if (fromStart) start += letter;
    else end = letter + end;
  }
  return `${start}…${end}`;
}

/** About how many pixels a text of 12 pixels takes. */
export function textWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + characterWidth(character), 0);
}

/** Japanese letters are as wide as they are high. */
function characterWidth(character: string): number {
  return (character.codePointAt(0) ?? 0) > 0x2e80 ? 12 : 6.6;
}
