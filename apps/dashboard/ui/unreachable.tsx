import { getTranslations } from 'next-intl/server';

/** Stands in for a page whose data could not be read, and says what to do. */
export async function Unreachable() {
  const t = await getTranslations();
  return (
    <section className="card space-y-2">
      <h1>{t('unreachable')}</h1>
      <p>{t('unreachableHint')}</p>
      <form>
        <button type="submit" className="chip">
          {t('retry')}
        </button>
      </form>
    </section>
  );
}
