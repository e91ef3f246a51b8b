/** What of the queue is shown; empty: all of it. */
export interface ReviewAddress {
  readonly model: string;
  readonly version: string;
  /** The layer's whole name. */
  readonly layer: string;
  readonly order: 'PRIORITY' | 'DRAW';
  /** Only what comes behind this place: what was passed over for now. */
  readonly after: string;
}

type Parameters = Readonly<Record<string, string | string[] | undefined>>;

/** Reads the page's parameters; what is missing or no such thing is left open. */
export function readReviewAddress(parameters: Parameters): ReviewAddress {
  const text = (name: string) => {
    const value = parameters[name];
    return typeof value === 'string' ? value : '';
  };
  return {
    model: text('model'),
    version: text('version'),
    layer: text('layer'),
    order: text('order') === 'draw' ? 'DRAW' : 'PRIORITY',
    after: text('after'),
  };
}

/** The page's address with some of it changed; what comes behind a place is left as soon as the queue is another. */
export function reviewPath(address: ReviewAddress, change: Partial<ReviewAddress> = {}): string {
  const { order, ...texts } = { ...address, after: '', ...change };
  const parameters = new URLSearchParams(Object.entries(texts).filter(([, value]) => value !== ''));
  if (order === 'DRAW') parameters.set('order', 'draw');
  const query = parameters.toString();
  return query === '' ? '/judgements' : `/judgements?${query}`;
}
