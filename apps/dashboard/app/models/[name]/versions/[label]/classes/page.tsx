import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { classPath, errorsPath, layerLabel } from '../../../../../../data/paths';
import { ClassRanges } from '../../../../../../features/classes/class-ranges';
import { classesHeadline, classRows } from '../../../../../../features/classes/class-words';
import { ConfusionMatrix } from '../../../../../../features/classes/confusion-matrix';
import { readClassesPage } from '../../../../../../features/classes/read-classes-page';
import { Breadcrumb } from '../../../../../../features/shell/breadcrumb';
import { Shell } from '../../../../../../features/shell/shell';
import { Trouble } from '../../../../../../features/trouble/trouble';
import { inShell } from '../../../../../../features/version/in-shell';
import { calledAs } from '../../../../../../i18n/called-as';
import { getWords } from '../../../../../../i18n/words';
import { PageHead } from '../../../../../../ui/page-head';
import { TextLink } from '../../../../../../ui/text-link';

/** Ranges of a class on the page of all; the page of a class has all of them. */
const RANGES_SHOWN = 3;

interface Props {
  readonly params: Promise<{ name: string; label: string }>;
}

async function addressOf(params: Props['params']) {
  const { name, label } = await params;
  return { model: decodeURIComponent(name), version: decodeURIComponent(label) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [address, { t }] = await Promise.all([addressOf(params), getWords()]);
  return { title: t('classes.pageTitle', address) };
}

/** What each class of a version is taken for, and which ranges carry it. */
export default async function ClassesPage({ params }: Props) {
  const [address, words] = await Promise.all([addressOf(params), getWords()]);
  const page = await readClassesPage(address);
  if (page.kind !== 'data') return <Trouble answer={page} />;
  if (!page.data) notFound();
  const { place, version, analyses } = page.data;
  const [analysis] = analyses;
  const { t, count } = words;
  const layerNames = place.place.model?.layerNames ?? [];
  return (
    <Shell place={<Breadcrumb place={place.place} version={version} />} terms={['range', 'formula', 'grade', 'version']}>
      <PageHead
        kicker={t('classes.kicker', address)}
        second={
          analysis &&
          t('classes.counts', { images: count(analysis.imageCount), layer: layerLabel(analysis.layerName) })
        }
        side={
          <TextLink className="button" href={errorsPath(address)}>
            {t('errors.title')}
          </TextLink>
        }
      >
        {classesHeadline(analysis, words)}
      </PageHead>
      {analysis ? (
        <>
          <section className="panel errors-answer" aria-labelledby="confusion">
            <h2 id="confusion">{t('classes.matrix')}</h2>
            <p className="hint-line">{t('classes.matrixHint')}</p>
            <ConfusionMatrix analysis={analysis} {...address} words={words} />
          </section>
          <section className="panel errors-answer" aria-labelledby="carriers">
            <h2 id="carriers">{t('classes.rangesTitle')}</h2>
            <p className="hint-line">{t('classes.hint')}</p>
            {classRows(analysis).map(({ name, right, images }) => (
              <article key={name} className="errors-slice">
                <h3>
                  <TextLink href={classPath({ ...address, className: name })}>{name}</TextLink>
                </h3>
                <p>{t('classes.right', { right: count(right), images: count(images) })}</p>
                <ClassRanges
                  name={name}
                  ranges={analysis.ranges.filter(({ className }) => className === name).slice(0, RANGES_SHOWN)}
                  {...address}
                  layerNames={layerNames}
                  words={words}
                />
              </article>
            ))}
          </section>
        </>
      ) : (
        <section className="notice errors-how">
          <p>{t('errors.howTo')}</p>
          <pre>{`${calledAs()} classes --model ${inShell(address.model)} --version ${inShell(address.version)}`}</pre>
        </section>
      )}
    </Shell>
  );
}
