import { readPalette } from '../../features/palette/read-palette';
import { getWords } from '../../i18n/words';

/** Longer than any name of a concept or formula that one would type. */
const QUERY_MAX = 200;

/** What the letters typed into the command palette may mean. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const query = (searchParams.get('q') ?? '').trim().slice(0, QUERY_MAX);
  const groups = await readPalette({ query, path: searchParams.get('at') ?? '/' }, await getWords());
  return Response.json({ groups }, { headers: { 'cache-control': 'no-store' } });
}
