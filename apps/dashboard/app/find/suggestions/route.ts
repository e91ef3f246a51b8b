import { ask } from '../../../data/ask';
import { NAMED_CONCEPTS } from '../../../features/find/find-queries';

const SUGGESTIONS = 8;
/** No concept's name is longer than what people type. */
const PREFIX_MAX = 80;

/** Concepts whose names begin so, one a name, for the search field. */
export async function GET(request: Request): Promise<Response> {
  const prefix = new URL(request.url).searchParams.get('prefix')?.trim() ?? '';
  if (prefix === '' || prefix.length > PREFIX_MAX) return Response.json([]);
  const answer = await ask(NAMED_CONCEPTS, { first: 2 * SUGGESTIONS, where: { name: { startsWith: prefix } } });
  if (answer.kind !== 'data') return Response.json({ error: answer.kind }, { status: 502 });
  // Several probe datasets may name the same concept.
  const names = new Map(answer.data.concepts.nodes.map(({ name, category }) => [name, { name, category }]));
  return Response.json([...names.values()].slice(0, SUGGESTIONS));
}
