import { join } from 'node:path';
import type { Snapshot } from '@strata/db';
import { plainLine } from '@strata/domain';
import { TextFile } from '../files/text-file.ts';
import type { LayerExport, RangeChoice } from '../layers/layer-export.ts';
import { type MarkedImage, markedImages } from '../pictures/marked-images.ts';
import { boxOf } from '../pictures/shown-mask.ts';
import { brushOf } from './brush.ts';

const LABEL = 'fires here';
const CONFIG = `<View>
  <Image name="image" value="$image"/>
  <Header value="$question"/>
  <RectangleLabels name="box" toName="image"><Label value="${LABEL}"/></RectangleLabels>
  <BrushLabels name="brush" toName="image"><Label value="${LABEL}"/></BrushLabels>
  <Choices name="judge" toName="image" choice="single">
    <Choice value="shows it"/><Choice value="does not"/><Choice value="cannot tell"/>
  </Choices>
</View>
`;

export interface LabelStudioOptions {
  readonly range: RangeChoice;
  /** What stands before a picture's name, so that Label Studio finds it. */
  readonly imagesAt: string;
}

/**
 * Writes what is to be judged in Label Studio: its configuration, a task for each image that an explained range is shown
 * by, with a box and a brush where the neuron fires, and the pictures.
 * @returns the number of tasks
 */
export async function writeLabelStudio(
  snapshot: Snapshot,
  { folder, layers }: { readonly folder: string; readonly layers: AsyncIterable<LayerExport> },
  { range, imagesAt }: LabelStudioOptions,
): Promise<number> {
  await TextFile.write(join(folder, 'config.xml'), (file) => file.add(CONFIG));
  return TextFile.write(join(folder, 'tasks.json'), async (file) => {
    let tasks = 0;
    for await (const marked of markedImages(snapshot, layers, { range, folder: join(folder, 'images') })) {
      const task = taskOf(marked, imagesAt);
      if (!task) continue;
      await file.add(`${tasks === 0 ? '[' : ','}\n${JSON.stringify(task)}`);
      tasks += 1;
    }
    await file.add(tasks === 0 ? '[]\n' : '\n]\n');
    return tasks;
  });
}

function taskOf({ run, explanation, image, picture, mask, file }: MarkedImage, imagesAt: string): object | null {
  const box = boxOf(mask);
  if (!box) return null;
  const { width, height } = picture;
  const place = { to_name: 'image', original_width: width, original_height: height, image_rotation: 0 };
  const percent = { x: 100 * box.x, y: 100 * box.y, width: 100 * box.width, height: 100 * box.height, rotation: 0 };
  const brush = { format: 'rle', rle: brushOf(mask), brushlabels: [LABEL] };
  return {
    data: {
      image: `${imagesAt}${file}`,
      question: `Does the marked place show: ${plainLine(explanation.formula)}?`,
      model: plainLine(run.model),
      version: plainLine(run.version),
      unit: `${plainLine(run.layer)}/${explanation.unit}`,
      range: explanation.range,
      image_key: plainLine(image.image),
    },
    predictions: [
      {
        model_version: `strata ${plainLine(run.codeVersion)}`,
        score: Math.min(1, Math.max(0, explanation.iou ?? 0)),
        result: [
          {
            from_name: 'box',
            id: 'box',
            type: 'rectanglelabels',
            ...place,
            value: { ...percent, rectanglelabels: [LABEL] },
          },
          { from_name: 'brush', id: 'brush', type: 'brushlabels', ...place, value: brush },
        ],
      },
    ],
  };
}
