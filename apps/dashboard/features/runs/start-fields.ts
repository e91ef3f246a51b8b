import { z } from 'zod';
import type { StartRunInput } from '../../gql/graphql';

const text = z.string().trim();
const whole = text.regex(/^\d{1,6}$/u).transform(Number);

const startForm = z.object({
  modelVersion: text.min(1),
  layer: text.min(1),
  probeDataset: text.min(1),
  clusters: whole,
  length: whole,
  beam: whole,
  bounds: z.enum(['CONTIGUOUS', 'OBSERVED', 'EQUAL_MASS']),
  grammar: z.enum(['PAPER', 'FULL']),
  search: z.enum(['BEAM', 'OPTIMAL']),
});

const NAMES = Object.keys(startForm.shape) as (keyof typeof startForm.shape)[];

/** What stands in the fields, whatever it is. */
export type StartFields = Readonly<Record<keyof typeof startForm.shape, string>>;

/** Reads the form that starts a run; `input` is null when a field is empty or no number. Limits are the API's to say. */
export function readStartForm(form: FormData): { fields: StartFields; input: StartRunInput | null } {
  const fields = Object.fromEntries(
    NAMES.map((name) => {
      const value = form.get(name);
      return [name, typeof value === 'string' ? value : ''];
    }),
  ) as StartFields;
  const read = startForm.safeParse(fields);
  return { fields, input: read.success ? read.data : null };
}
