import { headers } from 'next/headers';
import { z } from 'zod';
import { askSession } from '../../data/ask-session';

const answer = z.object({
  provider: z
    .object({
      name: z.string(),
      endUrl: z.url({ protocol: /^https?$/ }).nullable(),
    })
    .nullable(),
});

/** The OpenID provider that people can sign in with. */
export type SignInProvider = NonNullable<z.infer<typeof answer>['provider']>;

/** The provider; null where there is none, or the API does not answer. */
export async function readProvider(): Promise<SignInProvider | null> {
  const { body } = await askSession('', { headers: await headers() });
  const read = answer.safeParse(body);
  return read.success ? read.data.provider : null;
}
