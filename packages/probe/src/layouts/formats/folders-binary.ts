import { readFileSync } from 'node:fs';
import { DatasetError } from '@strata/domain';
import type { MaskShape } from '../../probe-dataset.ts';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { PictureTrunks, trunkBelow, trunkOf } from '../files/match-masks.ts';
import { Names } from '../files/names.ts';
import type { LayoutImage, LayoutReader } from '../layout.ts';
import { PlaneStack } from '../pixels/plane-stack.ts';
import { pngHeader, readGreyPng } from '../pixels/read-png.ts';

const MASKS = /^masks\/[^/]+\/(?:.*\/)?[^/]+\.png$/iu;

interface BinaryMask {
  /** Absolute. */
  readonly path: string;
  readonly label: number;
}

/** A folder of pictures and, below `masks`, one of PNGs a concept: what isn't black belongs to it; alpha means nothing. */
export const foldersBinary: LayoutReader = {
  recognises: async (files) => files.matching(MASKS).length > 0 && files.pictures('images').length > 0,
  read: async (files) => {
    const names = new Names();
    const pictures = new PictureTrunks(files.pictures('images'), trunkBelow('images'));
    const masks = new Map<string, BinaryMask[]>(pictures.all.map((picture) => [picture, []]));
    let alone = 0;
    for (const mask of files.matching(MASKS)) {
      const [, concept = '', ...rest] = mask.split('/');
      const label = names.labelOf(concept);
      const picture = pictures.find(trunkOf(rest.join('/')), mask);
      if (picture === null) alone += 1;
      else masks.get(picture)?.push({ path: files.open(mask, { where: mask }), label });
    }
    const bare = [...masks.values()].filter((own) => own.length === 0).length;
    return {
      names: names.list,
      voids: [],
      images: [...masks].map(([picture, own]) => imageOf(files, { picture, masks: own })),
      annotations: [],
      upright: false,
      notes: [
        ...(alone > 0 ? [`${alone} masks have no picture: they are left out.`] : []),
        ...(bare > 0 ? [`${bare} pictures have no mask: they hold no concept.`] : []),
      ],
    };
  },
};

function imageOf(
  files: DatasetFiles,
  { picture, masks }: { readonly picture: string; readonly masks: readonly BinaryMask[] },
): LayoutImage {
  const item = trunkBelow('images')(picture);
  const told = masks.map(({ path }) => ({ path, ...pngHeader(readFileSync(path), `${path}, ${item}`) }));
  const [first] = told;
  const other = told.find(({ width, height }) => width !== first?.width || height !== first?.height);
  if (first !== undefined && other !== undefined) {
    throw new DatasetError(
      `${other.path}, ${item}: the mask is ${other.width}x${other.height}, ${first.path} is ${first.width}x${first.height}.`,
    );
  }
  return {
    file: picture,
    path: files.open(picture, { where: picture }),
    item,
    split: null,
    told: first === undefined ? null : { height: first.height, width: first.width },
    maskFile: first?.path ?? null,
    masks: masks.map(({ path }) => path),
    read: async (frame) => readMasks(masks, { frame, item }),
  };
}

async function readMasks(
  masks: readonly BinaryMask[],
  { frame, item }: { readonly frame: MaskShape; readonly item: string },
) {
  const stack = new PlaneStack(frame);
  for (const { path, label } of masks)
    stack.addBits({ ...frame, bits: await readGreyPng(path, `${path}, ${item}`), left: 0, top: 0 }, label);
  return stack.planes;
}
