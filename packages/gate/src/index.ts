export type { Check } from './decide/check.ts';
export { type Decision, decideGate } from './decide/decide-gate.ts';
export { toJson } from './formats/json.ts';
export { toJunit } from './formats/junit.ts';
export { countsText, OUTCOME_WORDS, toMarkdown } from './formats/markdown.ts';
export { toSarif } from './formats/sarif.ts';
export { type ReadRules, readRules } from './rules/read-rules.ts';
export { gateJsonSchema } from './rules/rules-schema.ts';
export { type GateAsked, type GateReport, runGate } from './run-gate.ts';
