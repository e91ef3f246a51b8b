import type { Words } from '../../i18n/words';
import { FormulaWords } from '../formula/formula-words';
import type { FindAddress } from './find-address';
import { matchOf } from './find-where';
import type { FindPageData } from './read-find-page';

/** The finding of a search, with its numbers. */
export function FindSentence({ page, address, words }: { page: FindPageData; address: FindAddress; words: Words }) {
  const { t } = words;
  const { search, found, known, named } = page;
  if (search.kind === 'nothing') {
    if (!known) return t('find.nothingYet');
    return t('find.known', { version: known.version, count: known.index.totalCount });
  }
  if (search.kind === 'unreadable' || !found) return t('find.unreadable');
  const text = search.kind === 'formula' ? search.shown : search.text;
  const concepts = [...named].map(([called, concept]) => ({ called, concept }));
  const values = {
    units: found.explanationCounts.units,
    count: found.explanations.totalCount,
    what: () => <FormulaWords text={text} concepts={concepts} words={words} />,
  };
  if (search.kind === 'formula') {
    const match = matchOf(search, address);
    if (match !== 'uses') return t.rich(`find.found.${match}`, values);
    return address.by === 'neuron' ? t.rich('find.found.neuron', values) : t.rich('find.found.uses', values);
  }
  return {
    responds: () => t.rich('find.found.responds', values),
    excludes: () => t.rich('find.found.excludes', values),
    either: () => t.rich('find.found.either', values),
  }[address.polarity]();
}
