import { open } from 'node:fs/promises';
import { create } from '@bufbuild/protobuf';
import { ModelLoadError } from '@strata/domain';
import { type EntryMessage, type ModelMessage, onnxMessage, type TensorMessage } from '../schema.ts';
import { type ExternalPlace, externalPlace, isExternal, locationOf, modelFolder } from './external-place.ts';
import { tensorsOf } from './tensors-of.ts';

/** A tensor whose values lie in another file. */
export interface ExternalTensor extends ExternalPlace {
  readonly tensor: TensorMessage;
  readonly plain: boolean;
}

/** What is taken into the model in any case: shapes and the like, whose values the runtime needs to infer others. */
const SMALL_BYTES = 2 ** 16;
/** A model is one protobuf message, which can't have more than 2 GiB. */
const INSIDE_BYTES_MAX = 2 ** 31 - 2 ** 26;

/** Finds all values of a model that lie in other files, in the order of `tensorsOf`; with the folder that holds them. */
export async function findExternal(
  message: ModelMessage,
  path: string,
): Promise<{ readonly folder: string; readonly tensors: readonly ExternalTensor[] }> {
  const placed = [...tensorsOf(message)].filter(({ tensor }) => isExternal(tensor));
  const first = placed[0]?.tensor.externalData.find(({ key }) => key === 'location')?.value;
  const folder = await modelFolder(path, first);
  const tensors: ExternalTensor[] = [];
  for (const { tensor, plain } of placed) {
    const place = await externalPlace(tensor, { path, folder });
    tensors.push({ ...place, tensor, plain });
  }
  return { folder, tensors };
}

/**
 * Takes values from other files into the tensors; with `needed`, only those that the runtime can't be left to read
 * by itself, while all others then say their place in relation to the folder.
 * @throws ModelLoadError when they are more than one file of ONNX can hold, or can't be read.
 */
export async function takeExternal(
  tensors: readonly ExternalTensor[],
  { path, folder, which }: { path: string; folder: string; which: 'all' | 'needed' },
): Promise<void> {
  const isTaken = ({ plain, length }: ExternalTensor) => which === 'all' || !plain || length <= SMALL_BYTES;
  const taken = tensors.filter(isTaken);
  const total = taken.reduce((sum, { length }) => sum + length, 0);
  if (total > INSIDE_BYTES_MAX) {
    throw new ModelLoadError(
      `${path}: expected at most ${INSIDE_BYTES_MAX} bytes of weights to take into one file, found ${total}. Export a smaller model.`,
      { context: { file: path } },
    );
  }
  for (const one of tensors) {
    if (isTaken(one)) await takeInside(one, path);
    else one.tensor.externalData = entries({ ...one, location: locationOf(one, folder) });
  }
}

async function takeInside({ tensor, path, offset, length }: ExternalTensor, model: string): Promise<void> {
  const data = new Uint8Array(length);
  const file = await open(path, 'r');
  try {
    for (let done = 0; done < length; ) {
      const { bytesRead } = await file.read(data, done, length - done, offset + done);
      if (bytesRead === 0) {
        const message = `${model}: expected ${offset + length} bytes in ${path}, found ${offset + done}: the file has changed meanwhile. Start again.`;
        throw new ModelLoadError(message, { context: { file: path, tensor: tensor.name } });
      }
      done += bytesRead;
    }
  } finally {
    await file.close();
  }
  tensor.rawData = data;
  tensor.externalData = [];
  tensor.dataLocation = 0;
}

function entries({ location, offset, length }: { location: string; offset: number; length: number }): EntryMessage[] {
  const description = onnxMessage('StringStringEntryProto');
  return Object.entries({ location, offset: String(offset), length: String(length) }).map(
    ([key, value]) => create(description, { key, value } as Record<string, unknown>) as unknown as EntryMessage,
  );
}
