import { SPECIALIZATIONS } from '@strata/domain';
import Form from 'next/form';
import type { ReactNode } from 'react';
import { rangesFromTop } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { filterQuery, type LayerFilters, lookFields } from '../place/layer-filters';
import { classParameter, readClass } from '../specialization/class-words';

interface FilterBarProps {
  readonly filters: LayerFilters;
  readonly clusterCount: number;
  /** Explanations are measured against an untrained baseline, so that classes can be chosen. */
  readonly hasClasses: boolean;
  readonly concepts: readonly { readonly name: string; readonly category: string }[];
  readonly here: string;
  readonly words: Words;
  /** The formula cannot be read. */
  readonly badFormula?: boolean;
}

/** Filters as removable chips, and a plain form that adds to them; everything lives in the address. */
export function FilterBar(props: FilterBarProps) {
  const { filters, clusterCount, hasClasses, concepts, here, words, badFormula = false } = props;
  const { t } = words;
  const active = activeFilters(filters, words);
  return (
    <section className="filters" aria-label={t('filter.title')}>
      <Form
        action={here}
        prefetch={false}
        scroll={false}
        className={hasClasses || filters.class !== null ? 'filter-form with-class' : 'filter-form'}
      >
        {filters.concept.map((name) => (
          <input key={name} type="hidden" name="concept" value={name} />
        ))}
        {filters.not.map((name) => (
          <input key={name} type="hidden" name="not" value={name} />
        ))}
        {filters.neuron !== null && <input type="hidden" name="neuron" value={filters.neuron} />}
        {lookFields(filters).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <RangeSelect filters={filters} clusterCount={clusterCount} words={words} />
        {(hasClasses || filters.class !== null) && <ClassSelect filters={filters} words={words} />}
        <Field label={t('filter.concept')}>
          <input name="concept" list="concepts" placeholder={concepts[0]?.name} autoComplete="off" />
        </Field>
        <Field label={t('filter.not')}>
          <input name="not" list="concepts" placeholder={concepts[1]?.name} autoComplete="off" />
        </Field>
        <Field label={t('filter.formula')} wide>
          <input
            name="formula"
            defaultValue={filters.formula}
            placeholder={t('filter.formulaExample')}
            aria-invalid={badFormula}
            spellCheck={false}
            autoComplete="off"
          />
        </Field>
        <Field label={t('filter.iou')}>
          <input
            name="iou"
            type="number"
            min={0}
            max={1}
            step="any"
            defaultValue={filters.iou ?? undefined}
            placeholder="0.1"
          />
        </Field>
        <button type="submit" className="button button-main">
          {t('filter.apply')}
        </button>
        <datalist id="concepts">
          {concepts.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </Form>
      {active.length > 0 && (
        <ul className="filter-chips" aria-label={t('filter.active')}>
          {active.map(({ text, without }) => (
            <li key={text}>
              <TextLink
                href={`${here}${filterQuery(filters, without)}`}
                className="filter-chip"
                aria-label={t('filter.remove', { filter: text })}
              >
                {text}
                <svg
                  viewBox="0 0 10 10"
                  width={9}
                  height={9}
                  stroke="currentColor"
                  strokeWidth={1.5}
                  aria-hidden="true"
                >
                  <path d="M2 2 8 8M8 2 2 8" />
                </svg>
              </TextLink>
            </li>
          ))}
          <li>
            <TextLink href={here} className="text-button">
              {t('filter.clear')}
            </TextLink>
          </li>
        </ul>
      )}
    </section>
  );
}

function RangeSelect({
  filters,
  clusterCount,
  words: { t },
}: Pick<FilterBarProps, 'filters' | 'clusterCount' | 'words'>) {
  return (
    <label className="field">
      {t('filter.range')}
      <select name="range" defaultValue={filters.range ?? ''}>
        <option value="">{t('filter.anyRange')}</option>
        {rangesFromTop(clusterCount).map((range) => (
          <option key={range} value={range}>
            {range === clusterCount
              ? t('filter.rangeStrongest', { index: range })
              : range === 1
                ? t('filter.rangeWeakest', { index: range })
                : range}
          </option>
        ))}
      </select>
    </label>
  );
}

function ClassSelect({ filters, words: { t } }: Pick<FilterBarProps, 'filters' | 'words'>) {
  return (
    <label className="field">
      {t('filter.class')}
      <select name="class" defaultValue={filters.class ?? ''}>
        <option value="">{t('filter.anyClass')}</option>
        {SPECIALIZATIONS.toReversed().map((specialization) => (
          <option key={specialization} value={classParameter(specialization)}>
            {t(`class.${specialization}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Field({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={wide ? 'field field-wide' : 'field'}>
      {label}
      {children}
    </label>
  );
}

/** Each filter in words, and what takes it away. */
export function activeFilters(
  filters: LayerFilters,
  { t, quantity }: Words,
): { text: string; without: Partial<LayerFilters> }[] {
  const { range, neuron, concept, not, formula, iou } = filters;
  const specialization = readClass(filters.class);
  const found = [
    ...concept.map((name) => ({
      text: t('filter.hasConcept', { name }),
      without: { concept: concept.filter((other) => other !== name) },
    })),
    ...not.map((name) => ({
      text: t('filter.hasNot', { name }),
      without: { not: not.filter((other) => other !== name) },
    })),
  ];
  return [
    ...(range === null ? [] : [{ text: t('filter.inRange', { index: range }), without: { range: null } }]),
    ...(neuron === null ? [] : [{ text: t('neuron.name', { unit: neuron }), without: { neuron: null } }]),
    ...(specialization === null ? [] : [{ text: t(`class.${specialization}`), without: { class: null } }]),
    ...found,
    ...(formula === '' ? [] : [{ text: t('filter.isFormula', { formula }), without: { formula: '' } }]),
    ...(iou === null ? [] : [{ text: t('filter.atLeast', { iou: quantity(iou) }), without: { iou: null } }]),
  ];
}
