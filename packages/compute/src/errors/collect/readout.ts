/** A linear readout of features, and what it was trained on: sums over images, to which images can be added. */
export interface ReadoutSums {
  /** (row, column) Σ x xᵀ, x the features and a 1. */
  readonly gram: Float64Array;
  /** (row, class) Σ x yᵀ, y one-hot. */
  readonly cross: Float64Array;
  readonly images: number;
}

/** Images as a readout takes them. */
export interface ReadoutImages {
  /** (image, feature) standardized. */
  readonly features: Float64Array;
  readonly featureCount: number;
  /** (image) from 0. */
  readonly classes: ArrayLike<number>;
  readonly classCount: number;
}

/** What is added to the diagonal, as a share of the number of images: features have a variance of about 1. */
const RIDGE = 0.03;

/** Sums of no images. */
export function noSums({ featureCount, classCount }: ReadoutImages): ReadoutSums {
  const size = featureCount + 1;
  return { gram: new Float64Array(size * size), cross: new Float64Array(size * classCount), images: 0 };
}

/** Sums with some images more. */
export function addImages(sums: ReadoutSums, all: ReadoutImages, images: Iterable<number>): ReadoutSums {
  const { features, featureCount, classes, classCount } = all;
  const size = featureCount + 1;
  const gram = sums.gram.slice();
  const cross = sums.cross.slice();
  const x = new Float64Array(size).fill(1);
  let count = sums.images;
  for (const image of images) {
    x.set(features.subarray(image * featureCount, (image + 1) * featureCount));
    const own = classes[image] as number;
    for (let row = 0; row < size; row += 1) {
      const value = x[row] as number;
      cross[row * classCount + own] = (cross[row * classCount + own] as number) + value;
      for (let column = 0; column <= row; column += 1) {
        gram[row * size + column] = (gram[row * size + column] as number) + value * (x[column] as number);
      }
    }
    count += 1;
  }
  return { gram, cross, images: count };
}

/**
 * The weights (row, class) of a ridge classifier: least squares to one-hot classes, solved by Cholesky's decomposition.
 * Source: A. E. Hoerl, R. W. Kennard, Ridge regression (1970).
 */
export function fitReadout({ gram, cross, images }: ReadoutSums, classCount: number): Float64Array {
  const size = Math.round(Math.sqrt(gram.length));
  const factor = gram.slice();
  // The constant is held back by next to nothing.
  for (let row = 0; row < size; row += 1) {
    factor[row * size + row] = (factor[row * size + row] as number) + (row === size - 1 ? 1e-9 : RIDGE) * images + 1e-9;
  }
  decompose(factor, size);
  const weights = cross.slice();
  for (let own = 0; own < classCount; own += 1) solve(factor, weights, { size, classCount, own });
  return weights;
}

/** The class that weights give an image: of equals the first. */
export function readOut(weights: Float64Array, all: ReadoutImages, image: number): number {
  const { features, featureCount, classCount } = all;
  let best = 0;
  let bestValue = Number.NEGATIVE_INFINITY;
  for (let own = 0; own < classCount; own += 1) {
    let value = weights[featureCount * classCount + own] as number;
    for (let feature = 0; feature < featureCount; feature += 1) {
      value += (features[image * featureCount + feature] as number) * (weights[feature * classCount + own] as number);
    }
    if (value <= bestValue) continue;
    best = own;
    bestValue = value;
  }
  return best;
}

/** The lower triangle becomes L with L Lᵀ the matrix. */
function decompose(matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] as number;
      for (let i = 0; i < column; i += 1) {
        sum -= (matrix[row * size + i] as number) * (matrix[column * size + i] as number);
      }
      matrix[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / (matrix[column * size + column] as number);
    }
  }
}

interface Solved {
  readonly size: number;
  readonly classCount: number;
  readonly own: number;
}

/** Solves L Lᵀ w = b for one class's column, in place. */
function solve(factor: Float64Array, weights: Float64Array, { size, classCount, own }: Solved): void {
  for (let row = 0; row < size; row += 1) {
    let sum = weights[row * classCount + own] as number;
    for (let i = 0; i < row; i += 1)
      sum -= (factor[row * size + i] as number) * (weights[i * classCount + own] as number);
    weights[row * classCount + own] = sum / (factor[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = weights[row * classCount + own] as number;
    for (let i = row + 1; i < size; i += 1) {
      sum -= (factor[i * size + row] as number) * (weights[i * classCount + own] as number);
    }
    weights[row * classCount + own] = sum / (factor[row * size + row] as number);
  }
}
