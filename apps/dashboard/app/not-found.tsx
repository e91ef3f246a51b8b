import { Shell } from '../features/shell/shell';
import { getWords } from '../i18n/words';
import { TextLink } from '../ui/text-link';

export default async function NotFound() {
  const { t } = await getWords();
  return (
    <Shell>
      <section className="notice">
        <h1>{t('notFound.title')}</h1>
        <p>{t('notFound.hint')}</p>
        <TextLink href="/" className="button button-main">
          {t('notFound.toModels')}
        </TextLink>
      </section>
    </Shell>
  );
}
