import type { VersionHeadlineQuery } from '../../gql/graphql';

/** What a version's light and its open things are told from. */
export interface VersionHeadline {
  readonly model: NonNullable<VersionHeadlineQuery['model']>;
  readonly version: NonNullable<VersionHeadlineQuery['modelVersion']>;
  /** How many explanations hold on other images. */
  readonly clear: number;
}

/** The parts of an answer that make a headline; null where there is no such version. */
export function headlineOf({ model, modelVersion, clear }: VersionHeadlineQuery): VersionHeadline | null {
  return model && modelVersion ? { model, version: modelVersion, clear: clear.totalCount } : null;
}
