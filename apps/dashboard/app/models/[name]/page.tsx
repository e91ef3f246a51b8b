import { notFound, redirect } from 'next/navigation';
import { versionPath } from '../../../data/paths';
import { readModelPlace } from '../../../features/place/read-place';
import { Trouble } from '../../../features/trouble/trouble';

interface Props {
  readonly params: Promise<{ name: string }>;
}

/** A model is its newest trained version, or its newest where none is trained. */
export default async function ModelPage({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  const answer = await readModelPlace(name);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  const { model } = answer.data;
  const versions = model?.versions.nodes ?? [];
  const newest = versions.findLast(({ isBaseline }) => !isBaseline) ?? versions.at(-1);
  if (!newest) notFound();
  redirect(versionPath(name, newest.label));
}
