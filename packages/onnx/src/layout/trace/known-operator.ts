import type { NodeMessage } from '../../schema.ts';

/** ONNX's own operators, under both of their names, and those of its runtime. */
const DOMAINS = new Set(['', 'ai.onnx', 'com.microsoft']);

/** Whether a node's operator is what its name says: functions that a file brings along may have any name. */
export function isKnownOperator({ domain }: Pick<NodeMessage, 'domain'>): boolean {
  return DOMAINS.has(domain);
}
