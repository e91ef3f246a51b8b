import type { VersionNoteRow } from '@strata/db';
import { builder } from './builder.ts';

export const VersionNote = builder.objectRef<VersionNoteRow>('VersionNote').implement({
  description: 'What somebody wanted remembered of a checkpoint.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'The note.' }),
    actor: t.exposeString('actor', { description: 'Who wrote it.' }),
    writtenAt: t.expose('writtenAt', { type: 'DateTime', description: 'When.' }),
  }),
});
