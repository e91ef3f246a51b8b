import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { type CompareAddress, comparePath } from './compare-address';
import { statusName } from './status-name';

interface CompareChipsProps {
  readonly model: string;
  readonly address: CompareAddress;
  readonly words: Words;
}

/** What narrows the ranges, each with what takes it away. */
export function CompareChips({ model, address, words }: CompareChipsProps) {
  const { t } = words;
  const { range, neuron, status, special } = address;
  const active: { text: string; without: Partial<CompareAddress> }[] = [
    ...(range === null ? [] : [{ text: t('filter.inRange', { index: range }), without: { range: null } }]),
    ...(neuron === null ? [] : [{ text: t('neuron.name', { unit: neuron }), without: { neuron: null } }]),
    ...(status === null ? [] : [{ text: statusName(status, words), without: { status: null } }]),
    ...(special === null
      ? []
      : [
          {
            text:
              special === 'gained' ? t('compare.special.NEWLY_SPECIALIZED') : t('compare.special.LOST_SPECIALIZATION'),
            without: { special: null },
          },
        ]),
  ];
  if (active.length === 0) return null;
  return (
    <ul className="filter-chips" aria-label={t('filter.active')}>
      {active.map(({ text, without }) => (
        <li key={text}>
          <TextLink
            href={`${comparePath(model, address, without)}#rows`}
            className="filter-chip"
            aria-label={t('filter.remove', { filter: text })}
          >
            {text}
            <span aria-hidden="true">✕</span>
          </TextLink>
        </li>
      ))}
    </ul>
  );
}
