import { join } from 'node:path';
import type { Snapshot } from '@strata/db';
import { plainLine } from '@strata/domain';
import { TextFile } from '../files/text-file.ts';
import type { LayerExport, RangeChoice } from '../layers/layer-export.ts';
import { type MarkedImage, markedImages } from '../pictures/marked-images.ts';
import { boxOf } from '../pictures/shown-mask.ts';

/**
 * Writes a dataset of FiftyOne's type FiftyOneImageDetectionDataset: pictures in `data`, and in `labels.json` for each where
 * neurons fire, labelled with the formula. Detections are gathered by picture, so that memory holds one for each image shown.
 * @returns the number of detections
 */
export async function writeFiftyone(
  snapshot: Snapshot,
  { folder, layers }: { readonly folder: string; readonly layers: AsyncIterable<LayerExport> },
  range: RangeChoice,
): Promise<number> {
  const byPicture = new Map<string, object[]>();
  let count = 0;
  for await (const marked of markedImages(snapshot, layers, { range, folder: join(folder, 'data') })) {
    const detection = detectionOf(marked);
    if (!detection) continue;
    const name = marked.file.replace(/\.webp$/u, '');
    byPicture.set(name, [...(byPicture.get(name) ?? []), detection]);
    count += 1;
  }
  await TextFile.write(join(folder, 'labels.json'), async (file) => {
    await file.add('{"labels":{');
    let isFirst = true;
    for (const [name, detections] of byPicture) {
      await file.add(`${isFirst ? '' : ','}\n${JSON.stringify(name)}:${JSON.stringify(detections)}`);
      isFirst = false;
    }
    await file.add('\n}}\n');
  });
  return count;
}

function detectionOf({ run, explanation, image, mask }: MarkedImage): object | null {
  const box = boxOf(mask);
  if (!box) return null;
  return {
    label: plainLine(explanation.formula),
    bounding_box: [box.x, box.y, box.width, box.height],
    confidence: explanation.iou,
    attributes: {
      model: plainLine(run.model),
      version: plainLine(run.version),
      layer: plainLine(run.layer),
      unit: explanation.unit,
      range: explanation.range,
      grade: explanation.grade,
      image: plainLine(image.image),
    },
  };
}
