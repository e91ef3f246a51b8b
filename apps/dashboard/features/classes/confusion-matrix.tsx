import { classPath, errorsPath } from '../../data/paths';
import type { ClassAnalysisFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TableScroll } from '../../ui/table-scroll';
import { TextLink } from '../../ui/text-link';
import { classRows, predictedNames, predictedText } from './class-words';

interface ConfusionMatrixProps {
  readonly analysis: ClassAnalysisFragment;
  readonly model: string;
  readonly version: string;
  readonly words: Words;
}

/** What the images of each class are taken for; a confusion leads to what was asked about it. */
export function ConfusionMatrix({ analysis, model, version, words }: ConfusionMatrixProps) {
  const { t, count } = words;
  const rows = classRows(analysis);
  const columns = predictedNames(analysis);
  const cell = (from: string, to: string): number =>
    analysis.predictions.find((one) => one.className === from && one.predictedName === to)?.imageCount ?? 0;
  return (
    <TableScroll label={`${t('classes.matrix')}: ${model} ${version}`}>
      <table className="data-table text-1 confusion">
        <thead>
          <tr>
            <th scope="col">{t('classes.className')}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {predictedText(name, words)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, images }) => (
            <tr key={name}>
              <th scope="row">
                <TextLink href={classPath({ model, version, className: name })}>{name}</TextLink>
              </th>
              {columns.map((to) => {
                const value = cell(name, to);
                const kind = value === 0 ? 'none' : to === name ? 'right' : 'wrong';
                const label = t('classes.confusion', { from: name, to: predictedText(to, words), images: count(value) });
                return (
                  <td key={to} data-kind={kind} data-much={kind === 'wrong' && 10 * value >= images}>
                    {kind === 'wrong' && to !== '' ? (
                      <TextLink
                        href={`${errorsPath({ model, version })}?class=${encodeURIComponent(name)}&predicted=${encodeURIComponent(to)}`}
                        aria-label={label}
                      >
                        {count(value)}
                      </TextLink>
                    ) : (
                      count(value)
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
