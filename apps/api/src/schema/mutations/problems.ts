import { builder } from '../builder.ts';

/** Why a mutation did not do what it was asked for; `__typename` names its type in the schema. */
export interface Problem {
  readonly __typename: string;
  readonly message: string;
}

const ProblemInterface = builder.interfaceRef<Problem>('Problem').implement({
  description: 'Why a mutation had no effect.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What was expected, what came, and what to do.' }),
  }),
});

function problemType<const Name extends string>(name: Name, description: string) {
  const ref = builder.objectRef<Problem>(name).implement({ description, interfaces: [ProblemInterface] });
  return { ref, of: (message: string): Problem => ({ __typename: name, message }) };
}

export const UnknownObject = problemType('UnknownObjectProblem', 'An id or a name stands for nothing here.');
export const InvalidConfiguration = problemType(
  'InvalidConfigurationProblem',
  'No run has such a configuration, or none of this model version.',
);
export const AlreadyRequested = problemType('AlreadyRequestedProblem', 'The same run was asked for and still goes on.');
export const NotCancellable = problemType(
  'NotCancellableProblem',
  'There is nothing under way that could be cancelled.',
);
export const NotRetryable = problemType(
  'NotRetryableProblem',
  'It has not failed, or can’t be started again from here.',
);
export const InvalidRules = problemType('InvalidRulesProblem', 'A text is no rules for a gate.');
export const InvalidText = problemType('InvalidTextProblem', 'A text is none that can be kept.');
