import { csvHref } from '../../charts/csv';
import { layerLabel } from '../../data/paths';
import type { CollectionFragment, CollectionPairFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TableScroll } from '../../ui/table-scroll';
import { collectHeadline, collectTable, mendedText, pairName } from './collect-words';
import { PairImages } from './pair-images';

/** Pairs whose images are shown. */
const WITH_IMAGES = 3;

interface CollectionSectionProps {
  readonly collection: CollectionFragment;
  readonly model: string;
  readonly version: string;
  readonly words: Words;
}

/** What to collect first: pairs by what may be expected of them, images of the first ones, and the list for annotators. */
export function CollectionSection({ collection, model, version, words }: CollectionSectionProps) {
  const { t, count } = words;
  const { pairs, errorsNeeded, imageCount, imagesWrong, dataCount, learntSplit, layerName, pairsTried } = collection;
  const data = { data: count(dataCount), layer: layerLabel(layerName), split: learntSplit ?? '' };
  return (
    <section className="panel errors-answer" aria-labelledby="collect">
      <h2 id="collect">{t('collect.title')}</h2>
      <p>
        <strong>{collectHeadline(collection, words)}</strong>
      </p>
      <p>
        {t('errors.counts', { wrong: count(imagesWrong), images: count(imageCount), share: words.percent(imagesWrong / imageCount) })}{' '}
        {learntSplit === null ? t('collect.dataAtHand', data) : t('collect.dataOfSplit', data)}
      </p>
      {errorsNeeded !== null && <p>{t('collect.needed', { needed: count(errorsNeeded) })}</p>}
      {errorsNeeded === null && pairs.length === 0 && <p>{t('collect.none', { tried: count(pairsTried) })}</p>}
      {pairs.length > 0 && (
        <>
          <p className="hint-line">{t('collect.hint', { layer: layerLabel(layerName) })}</p>
          <PairTable pairs={pairs} dataCount={dataCount} words={words} />
          <p>
            <a className="button" href={csvHref(collectTable(collection))} download={`collect ${model} ${version}.csv`}>
              {t('collect.save')}
            </a>
          </p>
          {pairs.slice(0, WITH_IMAGES).map((pair) => (
            <PairImages key={pair.position} pair={pair} words={words} />
          ))}
        </>
      )}
    </section>
  );
}

interface PairTableProps {
  readonly pairs: readonly CollectionPairFragment[];
  readonly dataCount: number;
  readonly words: Words;
}

function PairTable({ pairs, dataCount, words }: PairTableProps) {
  const { t, count, percent } = words;
  return (
    <TableScroll label={`${t('collect.title')}: ${t('collect.pairHead')}`}>
      <table className="data-table text-2 collect-pairs">
        <thead>
          <tr>
            <th scope="col">{t('collect.pairHead')}</th>
            <th scope="col">{t('collect.verdictHead')}</th>
            <th scope="col">{t('collect.inData')}</th>
            <th scope="col">{t('collect.wrong')}</th>
            <th scope="col">{t('collect.mended')}</th>
            <th scope="col">{t('collect.with')}</th>
            <th scope="col">{t('collect.control')}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => {
            const last = pair.curve.at(-1);
            const after = (share: number): string =>
              t('collect.after', { share: percent(share), added: count(last?.added ?? 0) });
            return (
              <tr key={pair.position} data-verdict={pair.verdict}>
                <th scope="row">{pairName(pair, words)}</th>
                <td>{t(`collect.verdict.${pair.verdict}`)}</td>
                <td>{t('collect.of', { part: count(pair.dataCount), whole: count(dataCount) })}</td>
                <td>{t('collect.of', { part: count(pair.selectedWrong), whole: count(pair.selectedCount) })}</td>
                <td>{mendedText(pair, words)}</td>
                <td>{last ? after(last.wrongShare) : '–'}</td>
                <td>{last ? after(last.controlShare) : '–'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}
