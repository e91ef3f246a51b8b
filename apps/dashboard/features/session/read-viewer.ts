import { ask } from '../../data/ask';
import type { ViewerQuery } from '../../gql/graphql';
import { VIEWER } from './viewer-query';

export type Viewer = ViewerQuery['viewer'];

/** Who looks: somebody, nobody yet (`anonymous`), or unknown while the API does not answer. */
export async function readViewer(): Promise<Viewer | 'anonymous' | null> {
  const answer = await ask(VIEWER, {});
  if (answer.kind === 'data') return answer.data.viewer;
  return answer.kind === 'refused' && answer.code === 'UNAUTHENTICATED' ? 'anonymous' : null;
}

/** Whether the visitor may start, cancel and retry runs. */
export async function mayRun(): Promise<boolean> {
  const viewer = await readViewer();
  return viewer !== null && viewer !== 'anonymous' && viewer.canRun;
}

/** Under which name the visitor judges explanations, to keep their drafts apart; null for who may not. */
export async function readReviewer(): Promise<string | null> {
  const viewer = await readViewer();
  return viewer !== null && viewer !== 'anonymous' && viewer.canReview ? (viewer.name ?? '') : null;
}
