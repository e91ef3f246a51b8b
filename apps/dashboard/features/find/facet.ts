import type { FindAddress } from './find-address';

/** A way to narrow a search. */
export type FacetName = 'polarity' | 'model' | 'version' | 'layer' | 'range' | 'grade' | 'class' | 'category';

export interface FacetValue {
  /** As the address says it. */
  readonly value: string;
  /** A name that is data; absent where the word is in the catalogues. */
  readonly text?: string;
  readonly change: Partial<FindAddress>;
  readonly chosen: boolean;
  /** Explanations that choosing it would show; null while, or as, they are not counted. */
  readonly count: number | null;
  /** Offered under the others. */
  readonly folded: boolean;
}

export interface Facet {
  readonly name: FacetName;
  readonly values: readonly FacetValue[];
}
