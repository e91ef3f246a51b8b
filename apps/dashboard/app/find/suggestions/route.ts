import { ask } from '../../../data/ask';
import { callingsOf } from '../../../features/find/called';
import { NAMED_CONCEPTS } from '../../../features/find/find-queries';

const SUGGESTIONS = 8;
/** No concept's name is longer than what people type. */
const PREFIX_MAX = 80;

/** Concepts that are called something that begins so, one a name, for the search field. */
export async function GET(request: Request): Promise<Response> {
  const prefix = new URL(request.url).searchParams.get('prefix')?.trim() ?? '';
  if (prefix === '' || prefix.length > PREFIX_MAX) return Response.json([]);
  const answer = await ask(NAMED_CONCEPTS, { first: 2 * SUGGESTIONS, where: { called: { startsWith: prefix } } });
  if (answer.kind !== 'data') return Response.json({ error: answer.kind }, { status: 502 });
  // Several probe datasets may name the same concept.
  const suggested = answer.data.concepts.nodes.map((concept) => {
    const { name: original, category } = concept;
    // What begins like the text is what was meant, in whichever language.
    const name = callingsOf(concept).find((called) => called.startsWith(prefix)) ?? original;
    return { name, original, category };
  });
  const names = new Map(suggested.map((one) => [one.name, one]));
  return Response.json([...names.values()].slice(0, SUGGESTIONS));
}
