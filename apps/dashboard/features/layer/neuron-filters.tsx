import { getTranslations } from 'next-intl/server';

/** The filters as a plain form, so that they live in the URL and work without JavaScript. */
export async function NeuronFilters({ filters }: { filters: Record<string, string> }) {
  const t = await getTranslations();
  const fields = [
    ['range', t('rangeShort')],
    ['concept', t('concept')],
    ['formula', t('formula')],
    ['iou', t('minIou')],
  ] as const;
  return (
    <form className="flex flex-wrap items-end gap-3">
      {fields.map(([name, label]) => (
        <label key={name} className="quiet grid">
          {label}
          <input name={name} defaultValue={filters[name]} className="chip" />
        </label>
      ))}
      <label className="quiet">
        <input type="checkbox" name="negated" value="1" defaultChecked={filters.negated === '1'} /> {t('negated')}
      </label>
      <button type="submit" className="chip">
        {t('filter')}
      </button>
      <a href="?">{t('clear')}</a>
    </form>
  );
}
