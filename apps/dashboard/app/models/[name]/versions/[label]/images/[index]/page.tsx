import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { readImageSearch } from '../../../../../../../features/image/image-address';
import { ImageView } from '../../../../../../../features/image/image-view';
import { readImagePage } from '../../../../../../../features/image/read-image-page';
import { Trouble } from '../../../../../../../features/trouble/trouble';
import { getWords } from '../../../../../../../i18n/words';

interface Props {
  readonly params: Promise<{ name: string; label: string; index: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function placeOf(params: Props['params']) {
  const { name, label, index } = await params;
  const sampleIndex = /^\d{1,9}$/u.test(index) ? Number(index) : null;
  return { model: decodeURIComponent(name), version: decodeURIComponent(label), sampleIndex };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ model, version, sampleIndex }, { t }] = await Promise.all([placeOf(params), getWords()]);
  return { title: t('image.pageTitle', { number: (sampleIndex ?? 0) + 1, model, version }) };
}

/** An image of a version's dataset, and what fires there. */
export default async function ImagePage({ params, searchParams }: Props) {
  const [{ sampleIndex, ...place }, search, words] = await Promise.all([placeOf(params), searchParams, getWords()]);
  if (sampleIndex === null) notFound();
  const address = { ...place, sampleIndex, ...readImageSearch(search) };
  const page = await readImagePage(address);
  if (page.kind !== 'data') return <Trouble answer={page} />;
  if (!page.data) notFound();
  return <ImageView page={page.data} address={address} words={words} />;
}
