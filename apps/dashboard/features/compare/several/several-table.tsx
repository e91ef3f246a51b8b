import { versionPath } from '../../../data/paths';
import type { Words } from '../../../i18n/words';
import { shortened } from '../../../ui/shortened';
import { TableScroll } from '../../../ui/table-scroll';
import { TextLink } from '../../../ui/text-link';
import { comparePath } from '../compare-address';
import { meaningOf } from '../meaning-of';
import type { ComparedVersion, SeveralData } from './read-several';
import { severalPath } from './several-address';
import { severalRows } from './several-rows';

interface SeveralTableProps {
  readonly page: SeveralData;
  readonly words: Words;
}

/** Versions as columns, each but the first with its difference from the first; what is measured as rows. */
export function SeveralTable({ page, words }: SeveralTableProps) {
  const { t } = words;
  const { versions } = page;
  return (
    <section className="panel report-part several" aria-labelledby="several">
      <h2 id="several">{t('compare.several.title')}</h2>
      <TableScroll label={`${t('compare.several.title')}: ${page.slug}`}>
        <table className="data-table">
          <caption className="sr-only">{t('compare.several.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('compare.several.measure')}</th>
              {versions.map((one, at) => (
                <VersionHead key={one.version.label} one={one} at={at} page={page} words={words} />
              ))}
            </tr>
          </thead>
          <tbody>
            <ChangesRow page={page} words={words} />
            {severalRows(page, words).map(({ key, name, cells }) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                {cells.flatMap((cell, at) => {
                  const label = versions[at]?.version.label;
                  const value = (
                    <td key={label} className="num">
                      {cell?.text ?? '–'}
                    </td>
                  );
                  return at === 0
                    ? [value]
                    : [
                        value,
                        <td key={`${label} delta`} className="num several-delta">
                          {cell?.delta ?? '–'}
                        </td>,
                      ];
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  );
}

interface VersionHeadProps extends SeveralTableProps {
  readonly one: ComparedVersion;
  readonly at: number;
}

function VersionHead({ one: { version }, at, page: { model, versions }, words: { t } }: VersionHeadProps) {
  const { label } = version;
  const labels = versions.map((other) => other.version.label);
  const name = (
    <TextLink href={versionPath(model, label)} title={label}>
      {shortened(label, 24)}
    </TextLink>
  );
  if (at === 0)
    return (
      <th scope="col" className="num">
        {name} <small className="text-quiet">{t('compare.several.pinned')}</small>
      </th>
    );
  return (
    <>
      <th scope="col" className="num">
        {name}{' '}
        <TextLink
          className="text-small"
          href={severalPath(model, [label, ...labels.filter((other) => other !== label)])}
          aria-label={t('compare.pin', { version: label })}
        >
          {t('compare.several.pin')}
        </TextLink>
      </th>
      <th scope="col" className="num">
        {t('compare.several.delta')}
      </th>
    </>
  );
}

/** How many ranges mean something else than in the first version; each leads to the ranges themselves. */
function ChangesRow({ page: { model, slug, versions }, words: { t, percent } }: SeveralTableProps) {
  const first = versions[0]?.version.label ?? null;
  return (
    <tr>
      <th scope="row">{t('compare.changedShare')}</th>
      {versions.flatMap(({ version, changes }, at) => {
        if (at === 0) return [<td key={version.label} />];
        const { changed, known } = changes ? meaningOf(changes.summary) : { changed: 0, known: 0 };
        const href = comparePath(model, { a: first, b: version.label, layer: slug });
        return [
          <td key={version.label} className="num">
            <TextLink href={href}>{known === 0 ? t('chart.noShuffled') : percent(changed / known)}</TextLink>
          </td>,
          <td key={`${version.label} floor`} className="num several-delta">
            {changes?.floor && t('compare.several.floor', { floor: percent(changes.floor.value) })}
          </td>,
        ];
      })}
    </tr>
  );
}
