/** Halvings until the angle is exact to the last digit of a double. */
const HALVINGS = 60;

/**
 * The quantile of Student's t: the value under which the share `probability` of the distribution with so many whole
 * degrees of freedom lies. By halving, of the exact finite series of its distribution.
 * Source: M. Abramowitz, I. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4.
 * @throws RangeError when the probability is not strictly between 0 and 1, or degrees are no whole number from 1 on
 * @example studentQuantile(0.975, 4) // 2.776445
 */
export function studentQuantile(probability: number, degrees: number): number {
  if (!(probability > 0 && probability < 1) || !Number.isInteger(degrees) || degrees < 1)
    throw new RangeError(
      `Expected a probability between 0 and 1 and whole degrees of freedom from 1 on, got ${probability} and ${degrees}.`,
    );
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees);
  const within = 2 * probability - 1;
  let [low, high] = [0, Math.PI / 2];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, degrees) < within) low = middle;
    else high = middle;
  }
  return Math.sqrt(degrees) * Math.tan(low);
}

/** The share within ±t, of the angle whose tangent is t / √degrees. */
function shareWithin(angle: number, degrees: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2 === 1;
  let [term, sum] = [odd ? cosine : 1, 0];
  // Each term is the one before by cos² and the next quotient: 2/3, 4/5 … of odd degrees, 1/2, 3/4 … of even ones.
  for (let power = odd ? 1 : 0; power <= degrees - 2; power += 2) {
    sum += term;
    term *= (cosine ** 2 * (power + 1)) / (power + 2);
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
