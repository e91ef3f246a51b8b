import { createHash } from 'node:crypto';
import { StrataError } from '@strata/domain';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type GateRule, gateRules, RULE_KINDS } from './rules-schema.ts';

/** A file of rules that can be decided by. */
export interface ReadRules {
  readonly rules: readonly GateRule[];
  /** The text as it came, and its hash: a decision names the rules that it was made by. */
  readonly text: string;
  readonly sha256: string;
}

/** Of a text: no gate has more. */
const BYTES_MAX = 1_000_000;

/**
 * Reads rules from YAML (or JSON, which is YAML).
 * @param where what messages call the text, such as its file
 * @throws StrataError BAD_CONFIG with the line and what was expected there
 * @example readRules('rules:\n  - metric: accuracy\n    threshold: 0.9\n    samples: 500', 'gate.yaml')
 */
export function readRules(text: string, where: string): ReadRules {
  if (text.length > BYTES_MAX) throw new StrataError('BAD_CONFIG', `${where}: expected at most a megabyte of rules.`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, schema: 'core' });
  const [fault] = document.errors;
  if (fault) throw new StrataError('BAD_CONFIG', `${where}: ${fault.message}`);
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw new StrataError('BAD_CONFIG', `${where}: ${(cause as Error).message}`, { cause });
  }
  const problems = problemsOf(content);
  if (problems.length > 0) {
    const told = problems.slice(0, 10).map(({ path, message }) => {
      const range = nodeRange(document, path);
      const line = range === undefined ? '' : ` line ${lines.linePos(range).line}:`;
      return `${where}:${line} ${pathText(path)}: ${message}.`;
    });
    throw new StrataError('BAD_CONFIG', told.join('\n'));
  }
  const { rules } = gateRules.parse(content);
  return { rules, text, sha256: createHash('sha256').update(text).digest('hex') };
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function problemsOf(content: unknown): Problem[] {
  const rules = isRecord(content) ? content.rules : undefined;
  if (!Array.isArray(rules)) return issuesOf(gateRules.safeParse(content), []);
  const own = issuesOf(gateRules.safeParse({ ...(content as object), rules: [] }), []).filter(
    ({ path }) => path[0] !== 'rules',
  );
  if (rules.length === 0) own.push({ path: ['rules'], message: 'expected at least one rule' });
  return [...own, ...rules.flatMap((rule, at) => ruleProblems(rule, ['rules', at]))];
}

function ruleProblems(rule: unknown, path: readonly PropertyKey[]): Problem[] {
  if (!isRecord(rule)) return [{ path, message: 'expected a rule with metric, concept or absentCause' }];
  const kinds = (['metric', 'concept', 'absentCause'] as const).filter((kind) => Object.hasOwn(rule, kind));
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    return [{ path, message: 'expected either metric or concept or absentCause, which says what kind of rule it is' }];
  }
  return issuesOf(RULE_KINDS[kind].safeParse(rule), path);
}

function issuesOf(result: z.ZodSafeParseResult<unknown>, path: readonly PropertyKey[]): Problem[] {
  return (result.error?.issues ?? []).map((issue) => ({
    path: [...path, ...issue.path],
    message: issue.code === 'unrecognized_keys' ? `unknown ${issue.keys.join(', ')}` : issue.message,
  }));
}

function nodeRange(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
    if (node?.range) return node.range[0];
  }
  return undefined;
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the file';
  return path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`))
    .join('')
    .slice(1);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
