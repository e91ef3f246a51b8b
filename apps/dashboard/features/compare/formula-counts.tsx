import type { Words } from '../../i18n/words';
import { FormulaChips } from '../formula/formula-chips';
import type { Comparison } from './read-compare-page';

/** How often formulas are used in each of two versions whose neurons have nothing to do with each other. */
export function FormulaCounts({ comparison, words }: { readonly comparison: Comparison; readonly words: Words }) {
  const { t, count } = words;
  const { formulaCounts, before, after } = comparison;
  return (
    <section className="listing" aria-labelledby="formula-counts">
      <h2 id="formula-counts">{t('compare.formulasTitle')}</h2>
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">{t('column.formula')}</th>
            <th scope="col" className="num">
              {before.label}
            </th>
            <th scope="col" className="num">
              {after.label}
            </th>
          </tr>
        </thead>
        <tbody>
          {formulaCounts.map(({ formula, before: earlier, after: later }) => (
            <tr key={formula.text}>
              <th scope="row">
                <FormulaChips formula={formula} words={words} />
              </th>
              <td className="num">{count(earlier)}</td>
              <td className="num">{count(later)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
