import { getTableColumns, sql } from 'drizzle-orm';
import { sample } from '../../schema/index.ts';

const { thumbnail, ...small } = getTableColumns(sample);

/** A sample without its picture, which is served as a file. */
export const sampleColumns = { ...small, hasImage: sql<boolean>`${thumbnail} is not null`.as('has_image') };
export type SampleRow = Omit<typeof sample.$inferSelect, 'thumbnail'> & { readonly hasImage: boolean };
