import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { toBinary } from '@bufbuild/protobuf';
import { type ExternalPlace, isExternal } from './external-data/external-place.ts';
import { tensorsOf } from './external-data/tensors-of.ts';
import { decodeModel, type ModelFile, readModelFile } from './model-file.ts';
import { onnxMessage } from './schema.ts';

/**
 * SHA-256 of a model's content, in hexadecimal: of the file, where that is all; else of the file with the hash of their
 * values in place of the names of other files. So it changes with the values, and not with how they are split into files.
 * @throws ModelLoadError when the file isn't ONNX, or data that it names can't be used.
 */
export async function hashModel(path: string): Promise<string> {
  return hashOfFile(await readModelFile(path, { weights: 'outside' }));
}

/** As `hashModel`, of a file that is read already. */
export async function hashOfFile({ path, bytes, external }: ModelFile): Promise<string> {
  if (external.length === 0) return createHash('sha256').update(bytes).digest('hex');
  const message = decodeModel(path, bytes);
  const places = external.values();
  for (const { tensor } of tensorsOf(message)) {
    if (!isExternal(tensor)) continue;
    tensor.rawData = await hashOfPlace(places.next().value as ExternalPlace);
    tensor.externalData = [];
  }
  return createHash('sha256')
    .update(toBinary(onnxMessage('ModelProto'), message))
    .digest('hex');
}

async function hashOfPlace({ path, offset, length }: ExternalPlace): Promise<Uint8Array> {
  const hash = createHash('sha256');
  if (length > 0) {
    const stream = createReadStream(path, { start: offset, end: offset + length - 1, highWaterMark: 2 ** 20 });
    for await (const part of stream) hash.update(part as Uint8Array);
  }
  return hash.digest();
}
