import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import { BOX, boxNotes, shareBox } from '../files/boxes.ts';
import type { DatasetFiles } from '../files/dataset-files.ts';
import { hasKeys } from '../files/json-kind.ts';
import { Names } from '../files/names.ts';
import { expectForm, readJson } from '../files/read-json.ts';
import { type Drawn, drawAll } from '../files/shapes.ts';
import type { Layout, LayoutImage, LayoutReader } from '../layout.ts';
import { detectionMask, segmentationMask } from './fiftyone-masks.ts';
import { maskTargets } from './fiftyone-targets.ts';

const SAMPLES = z.object({ samples: z.array(z.unknown()) });
const SAMPLE = z.looseObject({
  filepath: z.string().min(1),
  tags: z.array(z.string()).nullish(),
  metadata: z.looseObject({ width: z.int().positive().nullish(), height: z.int().positive().nullish() }).nullish(),
});
const DETECTIONS = z.object({ detections: z.array(z.looseObject({ label: z.string().min(1) })) });
/** What fields with masks hold. */
const KINDS = ['Segmentation', 'Detections'];

type Sample = z.infer<typeof SAMPLE>;

/** FiftyOne's export: `samples.json` with a field of masks, inline or as files, `metadata.json` with the names of their values. */
export const fiftyone: LayoutReader = {
  takes: ['pick', 'boxes'],
  recognises: async (files) => files.has('samples.json') && files.has('metadata.json'),
  read: async (files, { pick, boxes }) => {
    const [path, about] = ['samples.json', 'metadata.json'].map((file) => files.open(file, { where: file })) as [
      string,
      string,
    ];
    const { samples } = expectForm(SAMPLES, await readJson(path), path);
    const metadata = await readJson(about);
    const parsed = samples.map((value, at) => expectForm(SAMPLE, value, `${path}, sample ${at}`));
    const { field, kind } = chooseField(parsed, { pick, path });
    const annotations = [path, about];
    if (kind === 'Segmentation') return segmentations(files, { parsed, field, path, metadata, about, annotations });
    return detections(files, { parsed, field, path, metadata, annotations, taken: boxes });
  },
};

/** The field asked for, the only one that holds masks, or "ground_truth". */
function chooseField(
  samples: readonly Sample[],
  { pick, path }: { readonly pick: string | null; readonly path: string },
) {
  const kinds = new Map<string, string>();
  for (const sample of samples) {
    for (const [name, value] of Object.entries(sample)) {
      if (hasKeys(value, '_cls') && KINDS.includes(`${value._cls}`)) kinds.set(name, `${value._cls}`);
    }
  }
  const field = pick ?? (kinds.size === 1 ? [...kinds.keys()][0] : 'ground_truth');
  const kind = kinds.get(field ?? '');
  if (field !== undefined && kind !== undefined) return { field, kind };
  throw new DatasetError(
    `${path}: expected ${pick === null ? 'one field with masks' : `the field ${pick} with masks`}, found ${[...kinds.keys()].join(', ') || 'none'}. Say which with --pick.`,
  );
}

interface Parts {
  readonly parsed: readonly Sample[];
  readonly field: string;
  readonly path: string;
  readonly metadata: unknown;
  readonly annotations: readonly string[];
}

function segmentations(
  files: DatasetFiles,
  { parsed, field, path, metadata, about, annotations }: Parts & { readonly about: string },
): Layout {
  const { names, table } = maskTargets(metadata, { field, path: about });
  const images = parsed.map((sample, at) => {
    const base = imageOf(files, { sample, path, at });
    const value = sample[field];
    if (value === null || value === undefined) return { ...base, read: async () => [] };
    const { maskFile, read } = segmentationMask(value, { files, where: `${path}, ${base.item}`, table });
    return { ...base, masks: maskFile === null ? [] : [maskFile], read };
  });
  return { names, voids: [], images, annotations, upright: false, notes: [] };
}

function detections(
  files: DatasetFiles,
  { parsed, field, path, metadata, annotations, taken }: Parts & { readonly taken: boolean },
): Layout {
  const names = new Names(classesOf(metadata, field));
  let boxes = 0;
  const images = parsed.map((sample, at): LayoutImage => {
    const base = imageOf(files, { sample, path, at });
    const value = sample[field];
    const objects: Drawn[] = [];
    const masks: string[] = [];
    const found =
      value === null || value === undefined ? [] : expectForm(DETECTIONS, value, `${path}, ${base.item}`).detections;
    for (const [place, detection] of found.entries()) {
      const label = names.labelOf(detection.label);
      const where = `${path}, ${base.item}, detection ${place}`;
      const mask = detectionMask(detection, { files, label, where });
      if (mask === null) {
        boxes += 1;
        if (!taken) continue;
        objects.push(shareBox(expectForm(BOX, detection.bounding_box, `${where}: bounding_box`), { label, where }));
        names.boxed.add(label);
        continue;
      }
      objects.push(mask.draw);
      if (mask.maskFile !== null) masks.push(mask.maskFile);
    }
    return { ...base, masks, read: (frame) => drawAll(objects, frame) };
  });
  const notes = boxNotes(boxes, { taken, called: 'detections' });
  return { names: names.list, voids: [], images, boxed: names.boxed, annotations, upright: false, notes };
}

function classesOf(metadata: unknown, field: string): string[] {
  const own = hasKeys(metadata, 'classes') && hasKeys(metadata.classes, field) ? metadata.classes[field] : undefined;
  const list = own ?? (hasKeys(metadata, 'default_classes') ? metadata.default_classes : []);
  return Array.isArray(list) ? list.filter((name) => typeof name === 'string' && name !== '') : [];
}

interface SamplePlace {
  readonly sample: Sample;
  readonly path: string;
  readonly at: number;
}

function imageOf(files: DatasetFiles, { sample, path, at }: SamplePlace): Omit<LayoutImage, 'read'> {
  const item = `sample ${at} (${sample.filepath})`;
  const where = `${path}, ${item}`;
  const { width, height } = sample.metadata ?? {};
  return {
    file: files.inside(sample.filepath, { where }),
    path: files.open(sample.filepath, { where }),
    item,
    split: sample.tags?.find((tag) => ['train', 'val', 'validation', 'test'].includes(tag)) ?? null,
    told: width && height ? { height, width } : null,
    maskFile: null,
    masks: [],
  };
}
