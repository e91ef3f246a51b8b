/** What becomes of a constant. */
export type ParameterRole =
  /** Drawn uniform in ±√(6 / inputs). */
  | { readonly kind: 'weight'; readonly fanIn: number }
  /** Tables, tokens, positions: drawn uniform with this standard deviation. */
  | { readonly kind: 'embedding'; readonly deviation: number }
  /** Biases, scales, statistics. */
  | { readonly kind: 'fill'; readonly value: number }
  /** No parameter. */
  | { readonly kind: 'stays'; readonly why: string }
  /** Nobody knows: the caller decides. */
  | { readonly kind: 'unknown'; readonly why: string };

/** Of learnt positions and tokens (Dosovitskiy et al. 2021). */
export const TOKEN: ParameterRole = { kind: 'embedding', deviation: 0.02 };
export const ZERO: ParameterRole = { kind: 'fill', value: 0 };
export const ONE: ParameterRole = { kind: 'fill', value: 1 };
/** Of leaky rectifiers that learn it (He et al. 2015). */
export const SLOPE: ParameterRole = { kind: 'fill', value: 0.25 };

export const stays = (why: string): ParameterRole => ({ kind: 'stays', why });
export const unknown = (why: string): ParameterRole => ({ kind: 'unknown', why });

/** Whether two roles ask for the same values. */
export function isSameRole(a: ParameterRole, b: ParameterRole): boolean {
  if (a.kind === 'weight') return b.kind === 'weight' && a.fanIn === b.fanIn;
  if (a.kind === 'embedding') return b.kind === 'embedding' && a.deviation === b.deviation;
  if (a.kind === 'fill') return b.kind === 'fill' && Object.is(a.value, b.value);
  return a.kind === b.kind;
}
