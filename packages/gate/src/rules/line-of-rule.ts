import { LineCounter, parseDocument } from 'yaml';

/** The line, from 1, at which a rule begins in a text of rules; 1 where it can't be told. */
export function lineOfRule(text: string, ruleIndex: number): number {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core' });
  if (document.errors.length > 0) return 1;
  const node = document.getIn(['rules', ruleIndex], true) as { range?: readonly number[] } | undefined;
  const [start] = node?.range ?? [];
  return start === undefined ? 1 : lines.linePos(start).line;
}
