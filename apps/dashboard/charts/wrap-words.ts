import { fitLabel, textWidth } from './axis-ticks';

/** A text as at most `linesMax` lines of `width` pixels, broken between words; what does not fit ends in an ellipsis. */
export function wrapWords(text: string, { width, linesMax }: { width: number; linesMax: number }): string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(' ');
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (lines.length === linesMax - 1) return [...lines, fitLabel([line, ...words.slice(index)].join(' '), width)];
    lines.push(fitLabel(line, width));
    line = word;
  }
  return [...lines, fitLabel(line, width)];
}
