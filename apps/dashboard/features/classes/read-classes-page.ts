import type { Answer } from '../../data/answer';
import { ask } from '../../data/ask';
import type { ClassAnalysisFragment } from '../../gql/graphql';
import { type Place, readPlace } from '../place/read-place';
import { CLASSES } from './classes-query';

export interface ClassesPageData {
  readonly place: Place;
  readonly version: string;
  /** One for each run that was asked, the newest first. */
  readonly analyses: readonly ClassAnalysisFragment[];
  /** What was asked about errors: of a class, of a confusion. */
  readonly asked: readonly { readonly className: string | null; readonly predictedName: string | null }[];
}

interface VersionAddress {
  readonly model: string;
  readonly version: string;
}

/** Everything that a version's page of classes shows; null when there is no such version. */
export async function readClassesPage({ model, version }: VersionAddress): Promise<Answer<ClassesPageData | null>> {
  const [place, answer] = await Promise.all([readPlace(model, undefined), ask(CLASSES, { model, version })]);
  if (place.kind !== 'data') return place;
  if (answer.kind !== 'data') return answer;
  const { modelVersion } = answer.data;
  if (!place.data || !modelVersion) return { kind: 'data', data: null };
  const { label, classAnalyses, errors } = modelVersion;
  return { kind: 'data', data: { place: place.data, version: label, analyses: classAnalyses, asked: errors } };
}
