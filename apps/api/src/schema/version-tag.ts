import type { VersionTagRow } from '@strata/db';
import { builder } from './builder.ts';

export const VersionTag = builder.objectRef<VersionTagRow>('VersionTag').implement({
  description: 'What a checkpoint stands for: a tag is on one version of a network at a time.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Such as production or candidate.' }),
    actor: t.exposeString('actor', { description: 'Who put it there.' }),
    setAt: t.expose('setAt', { type: 'DateTime', description: 'When.' }),
  }),
});
