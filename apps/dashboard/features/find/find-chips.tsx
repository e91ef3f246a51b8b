import { CATEGORIES } from '@strata/domain';
import { layerLabel } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { readClass } from '../specialization/class-words';
import { ALL_VERSIONS, type FindAddress, findPath } from './find-address';

/** What narrows the search, each in words with what takes it away; nothing when nothing does. */
export function FindChips({ address, words }: { address: FindAddress; words: Words }) {
  const { t } = words;
  const active = narrowings(address, words);
  if (active.length === 0) return null;
  return (
    <ul className="filter-chips" aria-label={t('filter.active')}>
      {active.map(({ text, without }) => (
        <li key={text}>
          <TextLink
            href={findPath(address, without)}
            className="filter-chip"
            aria-label={t('filter.remove', { filter: text })}
          >
            {text}
            <span aria-hidden="true">✕</span>
          </TextLink>
        </li>
      ))}
      <li>
        <TextLink href={findPath({ q: address.q, by: address.by, match: address.match })} className="text-button">
          {t('filter.clear')}
        </TextLink>
      </li>
    </ul>
  );
}

function narrowings(address: FindAddress, { t, quantity }: Words): { text: string; without: Partial<FindAddress> }[] {
  const { model, version, layer, range, iou } = address;
  const specialization = readClass(address.class);
  const category = CATEGORIES.find((one) => one === address.category);
  return [
    ...(model === null ? [] : [{ text: model, without: { model: null } }]),
    ...(version === null || version === ALL_VERSIONS ? [] : [{ text: version, without: { version: null } }]),
    ...(layer === null ? [] : [{ text: layerLabel(layer), without: { layer: null } }]),
    ...(range === null ? [] : [{ text: t('filter.inRange', { index: range }), without: { range: null } }]),
    ...(address.grade === null ? [] : [{ text: t(`grade.${address.grade}`), without: { grade: null } }]),
    ...(specialization === null ? [] : [{ text: t(`class.${specialization}`), without: { class: null } }]),
    ...(category === undefined ? [] : [{ text: t(`category.${category}`), without: { category: null } }]),
    ...(iou === null ? [] : [{ text: t('filter.atLeast', { iou: quantity(iou) }), without: { iou: null } }]),
  ];
}
