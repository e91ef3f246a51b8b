import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { EmbeddedRange } from '../../../../../../../../../features/neuron/embedded-range';
import { NeuronView } from '../../../../../../../../../features/neuron/neuron-view';
import { readNeuronPage } from '../../../../../../../../../features/neuron/read-neuron-page';
import { readReviewer } from '../../../../../../../../../features/session/read-viewer';
import { Trouble } from '../../../../../../../../../features/trouble/trouble';
import { getWords } from '../../../../../../../../../i18n/words';

interface Props {
  readonly params: Promise<{ name: string; label: string; layer: string; unit: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

async function readAddress({ params }: Props) {
  const { name, label, layer, unit } = await params;
  const [model, version, slug] = [name, label, layer].map(decodeURIComponent) as [string, string, string];
  return { model, version, slug, unitIndex: /^\d{1,9}$/u.test(unit) ? Number(unit) : null };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ model, version, slug, unitIndex }, { t }] = await Promise.all([readAddress(props), getWords()]);
  return { title: t('neuron.pageTitle', { unit: unitIndex ?? '', model, version, layer: slug }) };
}

export default async function NeuronPage(props: Props) {
  const { unitIndex, ...address } = await readAddress(props);
  if (unitIndex === null) notFound();
  const [answer, reviewer, words] = await Promise.all([
    readNeuronPage({ ...address, unitIndex }),
    readReviewer(),
    getWords(),
  ]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  if (!answer.data) notFound();
  const { embed, range } = await props.searchParams;
  if (embed === '1')
    return <EmbeddedRange page={answer.data} clusterIndex={Number(range) || undefined} words={words} />;
  return <NeuronView page={answer.data} reviewer={reviewer} words={words} />;
}
