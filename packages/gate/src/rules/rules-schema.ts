import { z } from 'zod';
import { GATE_METRICS, METRIC_RANGE, THRESHOLD_ONLY } from './gate-metrics.ts';

const ranges = z
  .union([z.enum(['highest', 'lowest', 'all']), z.number().int().min(1), z.array(z.number().int().min(1)).min(1)])
  .describe('Activation ranges, 1 the lowest: a number, several, "lowest", "highest" or "all".');

const place = {
  name: z.string().min(1).max(200).optional().describe('What the rule is called in reports. Default: made from it.'),
  layer: z.string().min(1).optional().describe('The layer’s tensor name. Default: every layer of the version.'),
};

const metricRule = z
  .strictObject({
    ...place,
    metric: z.enum(GATE_METRICS).describe('What is measured; stored when the version was explained.'),
    range: ranges.optional().describe('Required for every metric but accuracy.'),
    threshold: z.number().optional().describe('The value must be at least this (at most, where smaller is better).'),
    minAbsoluteChange: z
      .number()
      .optional()
      .describe('The value must be better than the baseline’s by this; a negative number is the loss that is allowed.'),
    minRelativeChange: z
      .number()
      .optional()
      .describe('The same as a share of the baseline’s value: 0.1 is ten per cent better, −0.1 ten per cent worse.'),
    greaterIsBetter: z
      .boolean()
      .optional()
      .describe('Default: true, but false for meaningChangedShare and rejectedShare.'),
    samples: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe('Of accuracy alone: the images that it was measured on, from which its interval follows.'),
  })
  .superRefine((rule, context) => {
    const problem = (message: string, path: string): void => {
      context.addIssue({ code: 'custom', message, path: [path] });
    };
    const bounds = [rule.threshold, rule.minAbsoluteChange, rule.minRelativeChange];
    if (bounds.every((bound) => bound === undefined)) {
      problem('expected threshold, minAbsoluteChange or minRelativeChange; the rule has none', 'threshold');
    }
    const [least, greatest] = METRIC_RANGE[rule.metric];
    if (rule.threshold !== undefined && (rule.threshold < least || rule.threshold > greatest)) {
      problem(`${rule.metric} lies between ${least} and ${greatest}; ${rule.threshold} can’t be`, 'threshold');
    }
    const width = greatest - least;
    if (rule.minAbsoluteChange !== undefined && Math.abs(rule.minAbsoluteChange) > width) {
      problem(
        `${rule.metric} can’t change by ${rule.minAbsoluteChange}: expected at most ${width}`,
        'minAbsoluteChange',
      );
    }
    if (rule.minRelativeChange !== undefined && rule.minRelativeChange < -1) {
      problem('nothing can be worse by more than the whole: expected −1 or more', 'minRelativeChange');
    }
    if (rule.metric === 'accuracy') {
      if (rule.range !== undefined || rule.layer !== undefined) {
        problem('accuracy is the version’s, not a layer’s: leave layer and range out', 'range');
      }
    } else {
      if (rule.range === undefined) problem('expected a range: a number, "lowest", "highest" or "all"', 'range');
      if (rule.samples !== undefined)
        problem('only accuracy takes samples; others have their interval stored', 'samples');
    }
    if (THRESHOLD_ONLY.has(rule.metric) && (rule.minAbsoluteChange ?? rule.minRelativeChange) !== undefined) {
      const is = rule.metric === 'meaningChangedShare' ? 'is a change already' : 'has no change';
      problem(`${rule.metric} ${is}: only threshold applies`, 'minAbsoluteChange');
    }
  });

const conceptRule = z.strictObject({
  ...place,
  concept: z.string().min(1).describe('A concept that formulas must contain, not negated.'),
  range: ranges.describe('Where it must be known.'),
  grade: z.enum(['CLEAR', 'PARTLY']).default('CLEAR').describe('The grade that its explanations must have at least.'),
  timesShuffledMin: z.number().min(0).optional().describe('What they must be at least, over shuffled images.'),
  unitsMin: z.number().int().min(1).default(1).describe('How many neurons must know it. Default 1.'),
});

const absentCauseRule = z.strictObject({
  name: place.name,
  absentCause: z
    .strictObject({
      concept: z.string().min(1).describe('A concept that errors must not go with, nor be caused by.'),
      class: z.string().min(1).optional().describe('Of this class’s errors. Default: of all that was asked.'),
      predicted: z.string().min(1).optional().describe('Of those alone that the class is taken for this one.'),
    })
    .refine((rule) => rule.predicted === undefined || rule.class !== undefined, {
      message: 'predicted needs the class that the images show: expected class, too',
      path: ['predicted'],
    })
    .describe('Fails where strata errors found that errors go with the concept, or that a range of it causes them.'),
});

/** The rules of a gate, as they stand in a file. */
export const gateRules = z.strictObject({
  $schema: z.string().optional().describe('Where editors find what may stand here.'),
  rules: z
    .array(z.union([metricRule, conceptRule, absentCauseRule]))
    .min(1)
    .max(1_000),
});

export type MetricRule = z.infer<typeof metricRule>;
export type ConceptRule = z.infer<typeof conceptRule>;
export type AbsentCauseRule = z.infer<typeof absentCauseRule>;
export type GateRule = MetricRule | ConceptRule | AbsentCauseRule;
export type RangeChoice = z.infer<typeof ranges>;

/** Each kind of rule by itself: what a rule is, is told by its first key, so that a fault is named and not guessed at. */
export const RULE_KINDS = { metric: metricRule, concept: conceptRule, absentCause: absentCauseRule } as const;

/** What editors complete and check a file of rules by. */
export function gateJsonSchema(): object {
  return z.toJSONSchema(gateRules, { io: 'input' });
}
