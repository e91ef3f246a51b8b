/** Whether a version can be trusted, as a traffic light says it; GREY: nothing can be said. */
export const LIGHTS = ['GREEN', 'YELLOW', 'RED', 'GREY'] as const;
export type LightColor = (typeof LIGHTS)[number];

/**
 * Why the light is what it is: the first of these that is so, doubts before praise.
 * GREY: NOT_EXPLAINED, INCOMPLETE, UNTRAINED, NOT_GRADED. RED: GATE_FAILED. YELLOW: GATE_UNDECIDED, NOTHING_CLEAR,
 * FEW_BASELINES, NOT_BEYOND_UNTRAINED, NO_GATE. GREEN: GATE_PASSED.
 */
export const LIGHT_REASONS = [
  ...(['NOT_EXPLAINED', 'INCOMPLETE', 'UNTRAINED', 'NOT_GRADED', 'GATE_FAILED', 'GATE_UNDECIDED'] as const),
  ...(['NOTHING_CLEAR', 'FEW_BASELINES', 'NOT_BEYOND_UNTRAINED', 'NO_GATE', 'GATE_PASSED'] as const),
] as const;
export type LightReason = (typeof LIGHT_REASONS)[number];

/** What is known of a layer's shown run. */
export interface LayerFacts {
  readonly isComplete: boolean;
  /** Null: nothing is graded. */
  readonly clear: number | null;
  /** Untrained networks that are missing before anything can be said of it; null: it is not classified. */
  readonly missingSeeds: number | null;
  /** The ranges that are specialized beyond untrained networks, ascending. */
  readonly beyondUntrained: readonly number[];
}

export interface LightFacts {
  readonly isBaseline: boolean;
  readonly layers: readonly LayerFacts[];
  /** What the newest gate decided; null: none did. */
  readonly gate: 'PASS' | 'FAIL' | 'COULD_NOT_JUDGE' | null;
}

export interface Light {
  readonly color: LightColor;
  readonly reason: LightReason;
}

/**
 * Whether a version can be trusted, and why. GREEN asks for three things: rules have decided and all passed, explanations
 * hold on other images, and some range is specialized beyond untrained networks.
 * @example lightOf({ isBaseline: false, layers: [], gate: 'PASS' }) // { color: 'GREY', reason: 'NOT_EXPLAINED' }
 */
export function lightOf(facts: LightFacts): Light {
  const reason = reasonOf(facts);
  return { color: COLORS[reason], reason };
}

const COLORS: Readonly<Record<LightReason, LightColor>> = {
  NOT_EXPLAINED: 'GREY',
  INCOMPLETE: 'GREY',
  UNTRAINED: 'GREY',
  NOT_GRADED: 'GREY',
  GATE_FAILED: 'RED',
  GATE_UNDECIDED: 'YELLOW',
  NOTHING_CLEAR: 'YELLOW',
  FEW_BASELINES: 'YELLOW',
  NOT_BEYOND_UNTRAINED: 'YELLOW',
  NO_GATE: 'YELLOW',
  GATE_PASSED: 'GREEN',
};

function reasonOf({ isBaseline, layers, gate }: LightFacts): LightReason {
  if (gate === 'FAIL') return 'GATE_FAILED';
  if (layers.length === 0) return 'NOT_EXPLAINED';
  if (layers.some(({ isComplete }) => !isComplete)) return 'INCOMPLETE';
  if (isBaseline) return 'UNTRAINED';
  if (layers.some(({ clear }) => clear === null)) return 'NOT_GRADED';
  if (gate === 'COULD_NOT_JUDGE') return 'GATE_UNDECIDED';
  if (layers.every(({ clear }) => clear === 0)) return 'NOTHING_CLEAR';
  if (layers.every(({ missingSeeds }) => missingSeeds !== 0)) return 'FEW_BASELINES';
  if (layers.every(({ beyondUntrained }) => beyondUntrained.length === 0)) return 'NOT_BEYOND_UNTRAINED';
  return gate === 'PASS' ? 'GATE_PASSED' : 'NO_GATE';
}
