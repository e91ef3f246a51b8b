import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { layerSlug, trendsPath } from '../../../../../data/paths';
import { Breadcrumb } from '../../../../../features/shell/breadcrumb';
import { Shell } from '../../../../../features/shell/shell';
import { Trouble } from '../../../../../features/trouble/trouble';
import { Claims } from '../../../../../features/version/claims';
import { GateDecisions } from '../../../../../features/version/gate-decisions';
import { lightSentence } from '../../../../../features/version/light-sentence';
import { Limits } from '../../../../../features/version/limits';
import { NextSteps } from '../../../../../features/version/next-steps';
import { RangeTables } from '../../../../../features/version/range-table';
import { readVersionPage } from '../../../../../features/version/read-version-page';
import { Regulations } from '../../../../../features/version/regulations';
import { SignOff } from '../../../../../features/version/sign-off';
import { VersionChange } from '../../../../../features/version/version-change';
import { VersionErrors } from '../../../../../features/version/version-errors';
import { VersionJudgements } from '../../../../../features/version/version-judgements';
import { VersionLight } from '../../../../../features/version/version-light';
import { getWords } from '../../../../../i18n/words';
import { PageHead } from '../../../../../ui/page-head';
import { shortened } from '../../../../../ui/shortened';
import { TextLink } from '../../../../../ui/text-link';

interface Props {
  readonly params: Promise<{ name: string; label: string }>;
}

async function load({ params }: Props) {
  const { name, label } = await params;
  return readVersionPage(decodeURIComponent(name), decodeURIComponent(label));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [page, words] = await Promise.all([load(props), getWords()]);
  if (page.kind !== 'data' || !page.data) return {};
  const { model, version } = page.data;
  const title = words.t('version.pageTitle', { model: model.name, version: version.label });
  const description = lightSentence(page.data, words);
  // What a chat shows under the link.
  return { title, description, openGraph: { title, description, type: 'article' } };
}

/** A version as a whole: whether to trust it, why, and what nobody knows. Printed it is the report. */
export default async function VersionPage(props: Props) {
  const [answer, words] = await Promise.all([load(props), getWords()]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  if (!answer.data) notFound();
  const page = answer.data;
  const { t, percent, date } = words;
  const { model, version, place } = page;
  const [layer] = model.layerNames;
  const parts = { page, words };
  return (
    <Shell
      place={<Breadcrumb place={place} version={version.label} />}
      terms={['neuron', 'range', 'formula', 'grade', 'overlap', 'specialized', 'baseline', 'version', 'probe']}
    >
      <PageHead
        kicker={t('version.kicker', { model: shortened(model.name), version: shortened(version.label) })}
        side={
          layer !== undefined && (
            <TextLink
              className="button"
              href={trendsPath({ model: model.name, layer: layerSlug(layer, model.layerNames) })}
            >
              {t('trends.title')}
            </TextLink>
          )
        }
        second={
          <>
            {version.accuracy != null && t('version.accuracy', { accuracy: percent(version.accuracy) })}{' '}
            {version.tags.map(({ name, actor, setAt }) => (
              <span key={name} className="version-tag" title={t('version.tagged', { actor, at: date(setAt) })}>
                {name}
              </span>
            ))}
          </>
        }
      >
        <VersionLight color={version.light.color} words={words} /> {lightSentence(page, words)}
      </PageHead>
      <Claims {...parts} />
      <NextSteps {...parts} />
      <VersionChange {...parts} />
      <RangeTables {...parts} />
      <VersionErrors {...parts} />
      <VersionJudgements {...parts} />
      <GateDecisions {...parts} />
      <Limits {...parts} />
      <Regulations words={words} />
      <SignOff {...parts} />
    </Shell>
  );
}
