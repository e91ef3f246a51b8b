import { StrataError } from '@strata/domain';
import { canonicalJson } from '@strata/files';
import { type Preprocessing, resizeWay } from '@strata/onnx';
import { cropDataset, type ProbeDataset, type SeenCrop } from '@strata/probe';

/** What a model sees of each image, by its preprocessing; null where it is all of it. `indexProbe` takes it as `crop`. */
export function seenCrop({
  resize,
  width,
  height,
}: Pick<Preprocessing, 'resize' | 'width' | 'height'>): SeenCrop | null {
  return resizeWay(resize).kind === 'stretch' ? null : { resize, width, height };
}

/**
 * Makes sure that a dataset's masks are cropped as a model's images are: maps are laid over whole masks.
 * @throws StrataError BAD_CONFIG where they are not
 */
export async function requireSeen(dataset: ProbeDataset, preprocessing: Preprocessing): Promise<void> {
  const wanted = seenCrop(preprocessing);
  const { crop: found = null } = dataset.reading;
  if (canonicalJson(found) === canonicalJson(wanted)) return;
  // Where each image is seen whole, masks are as they were.
  if (found === null && wanted !== null && (await cropDataset(dataset, { crop: wanted })) === dataset) return;
  throw new StrataError(
    'BAD_CONFIG',
    `${dataset.name}: expected masks ${cropText(wanted)}, as the network's images are, found masks ${cropText(found)}. Open the dataset with the crop of the preprocessing.`,
  );
}

function cropText(crop: SeenCrop | null): string {
  return crop === null ? 'of whole images' : `cropped (${crop.resize} to ${crop.width}×${crop.height})`;
}
