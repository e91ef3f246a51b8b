import { readFile, stat } from 'node:fs/promises';
import { DatasetError } from '@strata/domain';
import type { z } from 'zod';

/** Longer texts are none that the language can hold. */
const JSON_BYTES_MAX = 500 * 2 ** 20;

/**
 * Reads a JSON file.
 * @throws DatasetError with the place when it is too large, not UTF-8 or not complete JSON
 */
export async function readJson(path: string): Promise<unknown> {
  const { size } = await stat(path);
  const context = { file: path };
  if (size > JSON_BYTES_MAX) {
    throw new DatasetError(
      `${path}: expected JSON of at most ${JSON_BYTES_MAX} bytes, found ${size}. Split the file.`,
      {
        context,
      },
    );
  }
  const text = decode(await readFile(path), path);
  try {
    return JSON.parse(text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetError(
      `${path}: not complete JSON: ${why.replaceAll(/\s+/gu, ' ')} (${placeOf(why, text)}). Fetch or write the file again.`,
      { cause, context: { file: path } },
    );
  }
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DatasetError(`${path}: expected JSON in UTF-8, found other bytes. Write it as UTF-8.`, {
      cause,
      context: { file: path },
    });
  }
}

/** The engine tells the place of some faults, and a piece of the text for others. */
function placeOf(why: string, text: string): string {
  const told = /line \d+ column \d+/u.exec(why);
  if (told !== null) return told[0];
  const piece = /^Unexpected token .*?, (?:\.{3})?"(.*)"(?:\.{3})? is not valid JSON$/su.exec(why)?.[1] ?? null;
  const at = piece === null ? -1 : text.indexOf(piece);
  const lines = text.slice(0, at < 0 ? undefined : at).split('\n');
  const place = `line ${lines.length} column ${(lines.at(-1)?.length ?? 0) + 1}`;
  return at < 0 ? `the text ends at ${place}` : `near ${place}`;
}

/**
 * Holds a part of a file against its form.
 * @param where file and item, for messages
 * @throws DatasetError saying which field is something else
 */
export function expectForm<Form extends z.ZodType>(form: Form, value: unknown, where: string): z.infer<Form> {
  const parsed = form.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new DatasetError(
    `${where}: ${field === '' ? '' : `${field}: `}${issue?.message ?? 'another form'}. Correct the file.`,
  );
}
