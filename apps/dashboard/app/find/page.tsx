import type { Metadata } from 'next';
import { ConceptIndex } from '../../features/find/concept-index';
import { type FindAddress, findPath, readFindAddress } from '../../features/find/find-address';
import { FindChips } from '../../features/find/find-chips';
import { FindFacets } from '../../features/find/find-facets';
import { FindForm } from '../../features/find/find-form';
import { FindSentence } from '../../features/find/find-sentence';
import { FormulaScores } from '../../features/find/formula-scores';
import { foundExport } from '../../features/find/found-export';
import { FoundTable } from '../../features/find/found-table';
import { KnownPlaces } from '../../features/find/known-places';
import { NothingFound } from '../../features/find/nothing-found';
import { type FindPageData, readFindPage } from '../../features/find/read-find-page';
import { FILE_ROWS_MAX, foundFilePath } from '../../features/find/read-found-file';
import { namesOf } from '../../features/find/search-text';
import { BadFilter } from '../../features/layer/bad-filter';
import { Shell } from '../../features/shell/shell';
import { Trouble } from '../../features/trouble/trouble';
import { getWords, type Words } from '../../i18n/words';
import { PageHead } from '../../ui/page-head';
import { PageLinks } from '../../ui/page-links';
import { SaveRows } from '../../ui/save-rows';
import { TextLink } from '../../ui/text-link';

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const [{ q }, { t }] = await Promise.all([searchParams.then(readFindAddress), getWords()]);
  return { title: q === '' ? t('find.title') : t('find.pageTitle', { q }) };
}

export default async function FindPage({ searchParams }: Props) {
  const address = readFindAddress(await searchParams);
  const [answer, words] = await Promise.all([readFindPage(address), getWords()]);
  if (answer.kind !== 'data') return <Trouble answer={answer} />;
  const page = answer.data;
  const { t } = words;
  const { search, refusal, known } = page;
  const trouble = search.kind === 'unreadable' ? { ...search, kind: 'refused' as const, code: '' } : refusal;
  return (
    <Shell
      current="find"
      terms={['neuron', 'range', 'formula', 'concept', 'specialized', 'overlap', 'chance', 'lift', 'version']}
    >
      <PageHead
        kicker={t('find.title')}
        provenance={
          page.found && (page.scope.version ? t('find.scopeOne', { version: page.scope.version }) : t('find.scopeAll'))
        }
      >
        <FindSentence page={page} address={address} words={words} />
      </PageHead>
      <FindForm address={address} search={search} words={words} />
      {trouble && <BadFilter refusal={trouble} formula={address.q} words={words} />}
      {known && <KnownPlaces page={page} known={known} address={address} words={words} />}
      {known && known.index.nodes.length > 0 && <ConceptIndex known={known} address={address} words={words} />}
      {page.found && <Found page={page} found={page.found} address={address} words={words} />}
    </Shell>
  );
}

interface FoundProps {
  readonly page: FindPageData;
  readonly found: NonNullable<FindPageData['found']>;
  readonly address: FindAddress;
  readonly words: Words;
}

function Found({ page, found: { explanations }, address, words }: FoundProps) {
  const { t } = words;
  const { nodes, totalCount, pageInfo } = explanations;
  // A name that no dataset has is said where nothing is found.
  const isKnown = namesOf(page.search).every((name) => page.named.has(name));
  const canScore =
    page.scores === null && page.search.kind !== 'nothing' && !('wild' in page.search && page.search.wild);
  return (
    <>
      <FindChips address={address} words={words} />
      <div className="find-results">
        <FindFacets page={page} isEmpty={nodes.length === 0} address={address} words={words} />
        {nodes.length === 0 ? (
          <NothingFound page={page} address={address} words={words} />
        ) : (
          <section className="listing">
            <div className="listing-head">
              <h2>{words.t('layer.listTitle', { count: totalCount })}</h2>
              <span>
                <SaveRows name="explanations" {...foundExport(nodes, words)} />
                {pageInfo.hasNextPage || pageInfo.hasPreviousPage ? (
                  <a className="text-button" href={foundFilePath(address)} download>
                    {t('score.allRows', { count: Math.min(totalCount, FILE_ROWS_MAX) })}
                  </a>
                ) : null}
              </span>
            </div>
            <FoundTable nodes={nodes} address={address} words={words} />
            <PageLinks pageInfo={pageInfo} href={(place) => findPath(address, place)} words={words} />
            {canScore && (
              <p className="text-small">
                <TextLink href={`${findPath(address, { score: true })}#scores`}>{t('score.ask')}</TextLink>
              </p>
            )}
          </section>
        )}
      </div>
      {page.scores && isKnown && <FormulaScores scores={page.scores} words={words} />}
    </>
  );
}
