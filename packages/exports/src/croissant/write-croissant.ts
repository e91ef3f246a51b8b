import { join } from 'node:path';
import { plainLine } from '@strata/domain';
import { hashFile } from '@strata/files';
import type { ProbeDataset } from '@strata/probe';
import { TextFile } from '../files/text-file.ts';
import { CONTEXT } from './context.ts';
import { type DatasetFiles, writeDatasetFiles } from './dataset-files.ts';

/** What the dataset's files don't say; readers warn where it is missing. */
export interface CroissantWords {
  readonly license: string | null;
  readonly url: string | null;
  readonly creator: string | null;
  readonly citeAs: string | null;
  /** `2026-11-27`: the day that the files are of. */
  readonly published: string;
}

/**
 * Writes a probe dataset with its Croissant metadata (1.1) into an empty folder.
 * @throws DatasetError naming the file that can't be read; the system's error; the signal's reason
 */
export async function writeCroissant(
  folder: string,
  dataset: ProbeDataset,
  { words, signal }: { readonly words: CroissantWords; readonly signal: AbortSignal },
): Promise<void> {
  const files = await writeDatasetFiles(folder, dataset, signal);
  const tables = files.hasMasks ? ['masks.csv'] : [];
  const hashes = await Promise.all(tables.map((name) => hashFile(join(folder, name))));
  const metadata = {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    ...describe(dataset, words),
    distribution: [
      ...tables.map((name, at) => fileObject(name, hashes[at] ?? '')),
      ...[...files.endings].sort().map((ending) => fileSet(`images-${ending}`, `images/*.${ending}`)),
      ...(files.hasMasks ? [fileSet('masks-png', 'masks/*.png')] : []),
    ],
    recordSet: recordSets(dataset, files),
  };
  await TextFile.write(join(folder, 'croissant.json'), (file) => file.add(`${JSON.stringify(metadata, null, 1)}\n`));
}

function describe({ name, sha256, samples, concepts, format }: ProbeDataset, words: CroissantWords): object {
  const title = plainLine(name);
  return {
    name: title,
    description: `Probe dataset of ${samples.length} images with masks of ${concepts.length} concepts, read from the layout ${format} by Strata.`,
    conformsTo: 'http://mlcommons.org/croissant/1.1',
    license: words.license ?? 'not stated',
    // Its content names it where nothing else does.
    url: words.url ?? `urn:sha256:${sha256}`,
    version: '1.0.0',
    datePublished: words.published,
    creator: { '@type': 'sc:Organization', name: words.creator ?? 'not stated' },
    citeAs: words.citeAs ?? `${title}, SHA-256 ${sha256}`,
  };
}

function fileObject(name: string, sha256: string): object {
  return { '@type': 'cr:FileObject', '@id': name, name, contentUrl: name, encodingFormat: 'text/csv', sha256 };
}

function fileSet(id: string, includes: string): object {
  const encodingFormat = includes.endsWith('jpg') ? 'image/jpeg' : 'image/png';
  return { '@type': 'cr:FileSet', '@id': id, name: id, encodingFormat, includes };
}

function recordSets({ concepts }: ProbeDataset, { endings, hasMasks, images }: DatasetFiles): object[] {
  const picture = 'sc:ImageObject';
  const named = concepts.map(({ index, name, category }, at) => ({
    id: at + 1,
    index,
    name: plainLine(name),
    category: plainLine(category),
  }));
  return [
    inline('concepts', { id: 'sc:Integer', index: 'sc:Integer', name: 'sc:Text', category: 'sc:Text' }, named),
    inline(
      'images',
      { image: 'sc:Text', file: 'sc:Text', key: 'sc:Text', class: 'sc:Text', split: 'sc:Text', whole: 'sc:Text' },
      images,
    ),
    ...[...endings].sort().map((ending) => pictures(`images-${ending}`, { content: 'picture', dataType: picture })),
    ...(hasMasks
      ? [
          table('masks', { mask: 'sc:Text', image: 'sc:Text', plane: 'sc:Integer', byte: 'sc:Text' }),
          pictures('masks-png', { content: 'mask', dataType: [picture, 'cr:SegmentationMask'] }),
        ]
      : []),
  ];
}

/** Rows in the metadata itself: of names in a CSV file readers guess types, so that `NA` is none and `1.10` is 1.1. */
function inline(name: string, columns: Readonly<Record<string, string>>, rows: readonly object[]): object {
  const field = Object.entries(columns).map(([column, dataType]) => ({
    '@type': 'cr:Field',
    '@id': `${name}/${column}`,
    name: column,
    dataType,
  }));
  const data = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [`${name}/${column}`, value])),
  );
  return { '@type': 'cr:RecordSet', '@id': name, name, field, data };
}

/** The rows of a table of that name. */
function table(name: string, columns: Readonly<Record<string, string>>): object {
  return {
    '@type': 'cr:RecordSet',
    '@id': name,
    name,
    field: Object.entries(columns).map(([column, dataType]) => ({
      '@type': 'cr:Field',
      '@id': `${name}/${column}`,
      name: column,
      dataType,
      source: { fileObject: { '@id': `${name}.csv` }, extract: { column } },
    })),
  };
}

/** The files of a set, by their names. */
function pictures(
  set: string,
  { content, dataType }: { readonly content: string; readonly dataType: string | readonly string[] },
): object {
  const field = (name: string, type: string | readonly string[], fileProperty: string) => ({
    '@type': 'cr:Field',
    '@id': `${set}-files/${name}`,
    name,
    dataType: type,
    source: { fileSet: { '@id': set }, extract: { fileProperty } },
  });
  const fields = [field('file', 'sc:Text', 'filename'), field(content, dataType, 'content')];
  return { '@type': 'cr:RecordSet', '@id': `${set}-files`, name: `${set}-files`, field: fields };
}
