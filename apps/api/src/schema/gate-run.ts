import type { GateCheckRow, GateRunRow, GateOutcome as Outcome } from '@strata/db';
import { builder } from './builder.ts';
import { present } from './present.ts';
import { ModelVersion } from './refs.ts';

export const GateOutcome = builder.enumType('GateOutcome', {
  description: 'What a gate came to. What could not be judged never passes.',
  values: {
    PASS: { description: 'Every interval lies on the right side.' },
    FAIL: { description: 'An interval lies on the wrong side.' },
    COULD_NOT_JUDGE: { description: 'Neither: an interval is too wide, or a number is not there.' },
  } satisfies Record<Outcome, object>,
});

const GateCheck = builder.objectRef<GateCheckRow>('GateCheck').implement({
  description: 'What one bound of a rule came to in one place.',
  fields: (t) => ({
    rule: t.int({ description: 'The rule’s place in the file, from 1.', resolve: ({ ruleIndex }) => ruleIndex + 1 }),
    name: t.exposeString('name', { description: 'The rule’s name.' }),
    subject: t.exposeString('subject', {
      description: 'A metric, or `concept:` or `absentCause:` and a concept’s name.',
    }),
    bound: t.exposeString('bound', {
      description:
        'Which of the rule’s bounds: threshold, minAbsoluteChange, minRelativeChange, unitsMin or causesMax.',
    }),
    layer: t.exposeString('layer', { nullable: true, description: 'The layer; null: the version as a whole.' }),
    clusterIndex: t.exposeInt('clusterIndex', { nullable: true, description: 'The activation range, 1 = the lowest.' }),
    outcome: t.expose('outcome', { type: GateOutcome, description: 'What it came to.' }),
    value: t.exposeFloat('value', { nullable: true, description: 'What was measured; null: it could not be.' }),
    lower: t.exposeFloat('lower', { nullable: true, description: 'The lower end of its 95 % interval.' }),
    upper: t.exposeFloat('upper', { nullable: true, description: 'The upper end.' }),
    required: t.exposeFloat('required', { description: 'What it had to be.' }),
    n: t.exposeInt('n', { nullable: true, description: 'What it rests on: explanations, neurons or images.' }),
    reason: t.exposeString('reason', { description: 'How it was decided, in a sentence.' }),
  }),
});

export const GateRun = builder.objectRef<GateRunRow>('GateRun').implement({
  description: 'A decision about a checkpoint by a file of rules.',
  fields: (t) => ({
    outcome: t.expose('outcome', { type: GateOutcome, description: 'The worst of its checks.' }),
    version: t.field({
      type: ModelVersion,
      description: 'The checkpoint that was decided about.',
      resolve: ({ modelVersionId }, _, { rows }) => present(rows.modelVersion.load(modelVersionId)),
    }),
    baseline: t.field({
      type: ModelVersion,
      nullable: true,
      description: 'The checkpoint that it was compared with, if with any.',
      resolve: ({ baselineVersionId }, _, { rows }) =>
        baselineVersionId === null ? null : rows.modelVersion.load(baselineVersionId),
    }),
    rules: t.exposeString('rules', { description: 'The rules as they stood in their file.' }),
    rulesSha256: t.exposeString('rulesSha256', { description: 'SHA-256 of that text, in hexadecimal.' }),
    codeVersion: t.exposeString('codeVersion', { description: 'The version of the code that decided.' }),
    actor: t.exposeString('actor', { description: 'Who asked for it: a key’s name, or how else they came in.' }),
    decidedAt: t.expose('decidedAt', { type: 'DateTime', description: 'When.' }),
    checks: t.field({
      type: [GateCheck],
      description: 'Every bound of every rule in every place, in the order of the rules.',
      complexity: 20,
      resolve: ({ id }, _, { rows }) => rows.gateChecks.load(id),
    }),
  }),
});
