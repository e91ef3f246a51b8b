import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { classesPath, errorsPath } from '../../../../../../../data/paths';
import { ClassRanges } from '../../../../../../../features/classes/class-ranges';
import { classHeadline, classRows, predictedText } from '../../../../../../../features/classes/class-words';
import { readClassesPage } from '../../../../../../../features/classes/read-classes-page';
import { Breadcrumb } from '../../../../../../../features/shell/breadcrumb';
import { Shell } from '../../../../../../../features/shell/shell';
import { Trouble } from '../../../../../../../features/trouble/trouble';
import { getWords } from '../../../../../../../i18n/words';
import { PageHead } from '../../../../../../../ui/page-head';
import { TextLink } from '../../../../../../../ui/text-link';

interface Props {
  readonly params: Promise<{ name: string; label: string; class: string }>;
}

async function addressOf(params: Props['params']) {
  const { name, label, class: className } = await params;
  return {
    model: decodeURIComponent(name),
    version: decodeURIComponent(label),
    className: decodeURIComponent(className),
  };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [address, { t }] = await Promise.all([addressOf(params), getWords()]);
  return { title: t('classes.onePageTitle', address) };
}

/** What a class is carried by, and what its images are taken for. */
export default async function ClassPage({ params }: Props) {
  const [{ className, ...address }, words] = await Promise.all([addressOf(params), getWords()]);
  const page = await readClassesPage(address);
  if (page.kind !== 'data') return <Trouble answer={page} />;
  const [analysis] = page.data?.analyses ?? [];
  const row = analysis && classRows(analysis).find(({ name }) => name === className);
  if (!page.data || !analysis || !row) notFound();
  const { place, version } = page.data;
  const { t, count } = words;
  return (
    <Shell
      place={<Breadcrumb place={place.place} version={version} />}
      terms={['range', 'formula', 'grade', 'version']}
    >
      <PageHead
        kicker={t('classes.oneKicker', { ...address, className })}
        second={t('classes.right', { right: count(row.right), images: count(row.images) })}
        side={
          <TextLink className="button" href={classesPath(address)}>
            {t('classes.title')}
          </TextLink>
        }
      >
        {classHeadline(row, words)}
      </PageHead>
      <section className="panel errors-answer" aria-labelledby="carriers">
        <h2 id="carriers">{t('classes.rangesTitle')}</h2>
        <p className="hint-line">{t('classes.hint')}</p>
        <ClassRanges
          name={className}
          ranges={analysis.ranges.filter((range) => range.className === className)}
          {...address}
          layerNames={place.place.model?.layerNames ?? []}
          words={words}
        />
      </section>
      <section className="panel errors-answer" aria-labelledby="taken">
        <h2 id="taken">{t('classes.takenFor')}</h2>
        {row.taken.length === 0 ? (
          <p>{t('classes.allRight')}</p>
        ) : (
          <ul className="class-taken">
            {row.taken.map(({ predictedName, imageCount }) => (
              <li key={predictedName}>
                {predictedName === '' ? (
                  predictedText(predictedName, words)
                ) : (
                  <TextLink
                    href={`${errorsPath(address)}?class=${encodeURIComponent(className)}&predicted=${encodeURIComponent(predictedName)}`}
                  >
                    {predictedName}
                  </TextLink>
                )}{' '}
                {t('classes.images', { images: count(imageCount) })}
              </li>
            ))}
          </ul>
        )}
      </section>
    </Shell>
  );
}
