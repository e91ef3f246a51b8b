import type { Words } from '../../../i18n/words';
import { PageHead } from '../../../ui/page-head';
import { shortened } from '../../../ui/shortened';
import { TextLink } from '../../../ui/text-link';
import { comparePath } from '../compare-address';
import { meaningOf } from '../meaning-of';
import type { SeveralData } from './read-several';
import { SeveralForm } from './several-form';
import { SeveralTable } from './several-table';

interface SeveralViewProps {
  readonly page: SeveralData;
  readonly words: Words;
}

/** Up to six versions side by side, beside the first of them. */
export function SeveralView({ page, words }: SeveralViewProps) {
  const { t } = words;
  const { model, slug, versions, labels, unknown } = page;
  return (
    <>
      <PageHead
        kicker={t('compare.kicker', { model: shortened(model) })}
        second={
          unknown.length > 0 &&
          t('compare.several.unknown', { names: unknown.map((name) => shortened(name)).join(', ') })
        }
        side={
          <TextLink className="button" href={comparePath(model)}>
            {t('compare.several.two')}
          </TextLink>
        }
      >
        {finding(page, words)}
      </PageHead>
      <SeveralForm
        model={model}
        layer={slug}
        labels={labels}
        chosen={versions.map(({ version }) => version.label)}
        words={words}
      />
      {versions.length > 0 && <SeveralTable page={page} words={words} />}
    </>
  );
}

/** Which version means most else than the first. */
function finding({ versions }: SeveralData, { t, percent }: Words): string {
  const shares = versions.flatMap(({ version, changes }) => {
    const { changed, known } = changes ? meaningOf(changes.summary) : { changed: 0, known: 0 };
    return known === 0 ? [] : [{ label: version.label, share: changed / known }];
  });
  const first = versions[0]?.version.label ?? '';
  const most = shares.toSorted((a, b) => b.share - a.share)[0];
  if (!most) return t('compare.several.plain', { n: versions.length, first: shortened(first) });
  if (most.share === 0) return t('compare.several.same', { first: shortened(first), n: shares.length });
  return t('compare.several.finding', {
    first: shortened(first),
    version: shortened(most.label),
    share: percent(most.share),
  });
}
