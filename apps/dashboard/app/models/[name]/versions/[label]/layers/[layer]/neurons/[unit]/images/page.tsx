import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { RangeImagesView } from '../../../../../../../../../../features/neuron/range-images-view';
import {
  readRangeImages,
  readRangeImagesSearch,
} from '../../../../../../../../../../features/neuron/read-range-images';
import { Trouble } from '../../../../../../../../../../features/trouble/trouble';
import { getWords } from '../../../../../../../../../../i18n/words';

interface Props {
  readonly params: Promise<{ name: string; label: string; layer: string; unit: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function readAddress({ params, searchParams }: Props) {
  const [{ name, label, layer, unit }, search] = await Promise.all([params, searchParams]);
  const [model, version, slug] = [name, label, layer].map(decodeURIComponent) as [string, string, string];
  const unitIndex = /^\d{1,9}$/u.test(unit) ? Number(unit) : null;
  return { model, version, slug, unitIndex, ...readRangeImagesSearch(search) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ version, unitIndex, range }, { t }] = await Promise.all([readAddress(props), getWords()]);
  return { title: t('rangeImages.kicker', { unit: unitIndex ?? '', index: range, version }) };
}

/** More images of a neuron's range than are stored with it. */
export default async function RangeImagesPage(props: Props) {
  const [{ unitIndex, ...place }, words] = await Promise.all([readAddress(props), getWords()]);
  if (unitIndex === null) notFound();
  const address = { ...place, unitIndex };
  const answer = await readRangeImages(address);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  if (!answer.data) notFound();
  return <RangeImagesView data={answer.data} address={address} words={words} />;
}
