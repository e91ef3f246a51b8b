import { toCsv } from '../../../charts/csv';
import { readFindAddress } from '../../../features/find/find-address';
import { foundExport } from '../../../features/find/found-export';
import { readFoundFile } from '../../../features/find/read-found-file';
import { getWords } from '../../../i18n/words';

/** Everything that a search shows, page after page, as one table. */
export async function GET(request: Request): Promise<Response> {
  const address = readFindAddress(Object.fromEntries(new URL(request.url).searchParams));
  const [rows, words] = await Promise.all([readFoundFile(address), getWords()]);
  if (!rows) return new Response(null, { status: 404 });
  return new Response(toCsv(foundExport(rows, words).table), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="explanations.csv"',
    },
  });
}
