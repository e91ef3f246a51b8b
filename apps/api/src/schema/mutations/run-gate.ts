import type { GateRunRow } from '@strata/db';
import { StrataError } from '@strata/domain';
import { codeVersion } from '@strata/files';
import { readRules, runGate } from '@strata/gate';
import type { ApiContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { GateRun } from '../gate-run.ts';
import { rowIdOf } from '../global-ids.ts';
import { present } from '../present.ts';
import { InvalidRules, type Problem, UnknownObject } from './problems.ts';

const RunGateInput = builder.inputType('RunGateInput', {
  description: 'A checkpoint and the rules to decide about it by.',
  fields: (t) => ({
    version: t.id({ required: true, description: 'The checkpoint.' }),
    baseline: t.id({ description: 'The checkpoint of the same network that changes are measured against.' }),
    rules: t.string({ required: true, description: 'The rules, as YAML or JSON: what strata gate takes as --rules.' }),
  }),
});

interface Decided {
  readonly __typename: 'RunGateSuccess';
  readonly gateRun: GateRunRow;
}

const Success = builder.objectRef<Decided>('RunGateSuccess').implement({
  description: 'It was decided, and the decision is kept.',
  fields: (t) => ({
    gateRun: t.field({ type: GateRun, description: 'The decision.', resolve: ({ gateRun }) => gateRun }),
  }),
});

const Result = builder.unionType('RunGateResult', {
  description: 'What came of runGate.',
  types: [Success, UnknownObject.ref, InvalidRules.ref],
  resolveType: ({ __typename }) => __typename as 'RunGateSuccess',
});

builder.mutationFields((t) => ({
  runGate: t.field({
    type: Result,
    description: 'Decides about a checkpoint by rules, and keeps the decision. For reviewers.',
    args: { input: t.arg({ type: RunGateInput, required: true, description: 'What to decide about, and how.' }) },
    resolve: (_, { input }, context) => decide(input, context),
  }),
}));

async function decide(input: typeof RunGateInput.$inferInput, context: ApiContext): Promise<Decided | Problem> {
  const { rows, writer, caller } = context;
  const version = await rows.modelVersion.load(rowIdOf('ModelVersion', String(input.version)));
  if (!version) return UnknownObject.of('Expected the id of a model version; there is none of this id.');
  const given = input.baseline ?? null;
  const baseline = given === null ? null : await rows.modelVersion.load(rowIdOf('ModelVersion', String(given)));
  if (given !== null && (baseline?.modelId !== version.modelId || baseline.id === version.id)) {
    return UnknownObject.of('Expected the id of another version of the same model as the baseline.');
  }
  const model = await present(rows.model.load(version.modelId));
  try {
    const { decision } = await runGate(writer, {
      model: model.name,
      version: version.label,
      baseline: baseline?.label ?? null,
      rules: readRules(input.rules, 'rules'),
      actor: caller.name,
      codeVersion: codeVersion(),
    });
    return { __typename: 'RunGateSuccess', gateRun: decision };
  } catch (error) {
    if (error instanceof StrataError && error.code === 'BAD_CONFIG') return InvalidRules.of(error.message);
    throw error;
  }
}
