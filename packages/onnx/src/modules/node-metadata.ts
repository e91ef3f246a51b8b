import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { type EntryMessage, type NodeMessage, onnxMessage } from '../schema.ts';

/** NodeProto.metadata_props */
const METADATA_PROPS = 9;

/**
 * What an exporter notes of a node, by its keys. It is read out of the fields that the schema leaves alone: described
 * there, they would be written in another place, and the hash of files that are hashed as a message would change.
 */
export function metadataOf(node: NodeMessage): ReadonlyMap<string, string> {
  const entries = (node.$unknown ?? [])
    .filter(({ no, wireType }) => no === METADATA_PROPS && wireType === WireType.LengthDelimited)
    .map(({ data }) => entryOf(data));
  return new Map(entries.map(({ key, value }) => [key, value]));
}

/** Its length stands in front. One that can't be read says nothing: no result depends on it. */
function entryOf(data: Uint8Array): Pick<EntryMessage, 'key' | 'value'> {
  try {
    return fromBinary(onnxMessage('StringStringEntryProto'), new BinaryReader(data).bytes()) as EntryMessage;
  } catch {
    return { key: '', value: '' };
  }
}
