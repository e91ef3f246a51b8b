import { runPath } from '../../data/paths';
import type { RunsQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { FormulaChips } from '../formula/formula-chips';

type Run = RunsQuery['runs']['nodes'][number];

interface RunBaselineProps {
  readonly run: Pick<Run, 'id' | 'baselineRun' | 'defaultFormulas'> & {
    readonly layer: Pick<Run['layer'], 'unitCount'>;
  };
  readonly words: Words;
}

/** The run that this one's explanations are measured against. */
export function BaselineLink({ run: { id, baselineRun }, words: { t } }: RunBaselineProps) {
  if (!baselineRun) return t('runs.noBaseline');
  if (baselineRun.id === id) return t('runs.isBaseline');
  return t.rich('runs.baselineValue', {
    version: baselineRun.layer.modelVersion.label,
    run: (chunks) => <TextLink href={runPath(baselineRun.id)}>{chunks}</TextLink>,
  });
}

/** The default formulas that a baseline's run yields, folded away; nothing for other runs. */
export function DefaultFormulas({ run: { defaultFormulas, layer }, words }: RunBaselineProps) {
  const { t, count } = words;
  if (defaultFormulas.length === 0) return null;
  return (
    <details className="numbers">
      <summary className="text-button">{t('runs.defaultFormulas', { count: defaultFormulas.length })}</summary>
      <p className="text-small text-quiet">{t('runs.defaultFormulasMeaning')}</p>
      <table className="data-table default-formulas">
        <thead>
          <tr>
            <th scope="col" className="num">
              {t('column.rank')}
            </th>
            <th scope="col">{t('column.defaultFormula')}</th>
            <th scope="col" className="num">
              {t('column.n')}
            </th>
            <th scope="col" className="num">
              {t('column.ranges')}
            </th>
          </tr>
        </thead>
        <tbody>
          {defaultFormulas.map(({ rank, formula, unitCount, rangeCount }) => (
            <tr key={rank}>
              <td className="num">{rank}</td>
              <th scope="row">
                <FormulaChips formula={formula} words={words} />
              </th>
              <td className="num">{t('runs.ofUnits', { n: count(unitCount), total: count(layer.unitCount) })}</td>
              <td className="num">{count(rangeCount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
