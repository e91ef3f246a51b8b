import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import { expectForm, readJson } from '../files/read-json.ts';

const ID = z.union([z.number(), z.string()]);
const SIDE = z.int().positive().max(1_000_000);
const DOCUMENT = z.object({
  images: z.array(z.unknown()),
  annotations: z.array(z.unknown()),
  categories: z.array(z.unknown()),
});
const IMAGE = z.object({ id: ID, file_name: z.string().min(1), width: SIDE, height: SIDE });
const CATEGORY = z.object({ id: ID, name: z.string().min(1), supercategory: z.string().nullish() });

type Id = z.infer<typeof ID>;

export interface CocoImage extends z.infer<typeof IMAGE> {
  /** As messages name it. */
  readonly item: string;
}

export type CocoCategory = z.infer<typeof CATEGORY>;

/** A file in COCO's form, its ids held against each other; annotations are still as they were written. */
export interface CocoDocument {
  readonly path: string;
  readonly images: ReadonlyMap<Id, CocoImage>;
  readonly categories: ReadonlyMap<Id, CocoCategory>;
  readonly annotations: readonly unknown[];
}

/**
 * Reads a file in COCO's form.
 * @param value what it holds, where that has been read already
 * @throws DatasetError naming file and item for another form, and for an id that two images or two categories have
 */
export async function readCoco(path: string, value: unknown = null): Promise<CocoDocument> {
  const document = expectForm(DOCUMENT, value ?? (await readJson(path)), path);
  const images = new Map<Id, CocoImage>();
  for (const [at, value] of document.images.entries()) {
    const item = `image ${idOf(value, at)}`;
    const image = { ...expectForm(IMAGE, value, `${path}, ${item}`), item };
    const before = images.get(image.id);
    if (before !== undefined) {
      throw new DatasetError(
        `${path}, ${item}: two images have the id ${image.id} (${before.file_name}, ${image.file_name}). Give each its own.`,
      );
    }
    images.set(image.id, image);
  }
  const categories = new Map<Id, CocoCategory>();
  for (const [at, value] of document.categories.entries()) {
    const item = `category ${idOf(value, at)}`;
    const category = expectForm(CATEGORY, value, `${path}, ${item}`);
    const before = categories.get(category.id);
    if (before !== undefined) {
      throw new DatasetError(
        `${path}, ${item}: two categories have the id ${category.id} (${before.name}, ${category.name}). Give each its own.`,
      );
    }
    categories.set(category.id, category);
  }
  return { path, images, categories, annotations: document.annotations };
}

/** The id for messages; the place in the list, from 0, where there is none. */
export function idOf(value: unknown, at: number): string {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'number' || typeof id === 'string' ? `${id}` : `number ${at} of the list`;
}
