import { headers } from 'next/headers';
import { PATH_HEADER } from '../data/path-header';
import { askedPlace } from '../features/not-found/asked-place';
import { missingPart } from '../features/not-found/missing-part';
import { readModelPlace } from '../features/place/read-place';
import { Shell } from '../features/shell/shell';
import { getWords } from '../i18n/words';
import { shortened } from '../ui/shortened';
import { TextLink } from '../ui/text-link';

/** Says which part of the address names nothing, and what it may have meant. */
export default async function NotFound() {
  const { t } = await getWords();
  const missing = await readMissing();
  const values = missing && { name: shortened(missing.name), inside: shortened(missing.inside) };
  return (
    <Shell>
      <section className="notice">
        <h1>{missing && values ? t(`notFound.missing.${missing.kind}`, values) : t('notFound.title')}</h1>
        {missing && missing.offers.length > 0 ? (
          <>
            <p>{t('notFound.offers')}</p>
            <ul className="not-found-offers">
              {missing.offers.map(({ text, href }) => (
                <li key={href}>
                  <TextLink href={href} title={text}>
                    {shortened(text)}
                  </TextLink>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p>{t('notFound.hint')}</p>
        )}
        <TextLink href="/" className="button button-main">
          {t('notFound.toModels')}
        </TextLink>
      </section>
    </Shell>
  );
}

async function readMissing() {
  const place = askedPlace((await headers()).get(PATH_HEADER) ?? '');
  if (place.model === null) return null;
  const answer = await readModelPlace(place.model);
  return answer.kind === 'data' ? missingPart(place, answer.data) : null;
}
