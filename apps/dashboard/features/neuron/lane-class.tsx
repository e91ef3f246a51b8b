import { ClassSwatch } from '../../charts/class-swatch';
import type { LaneClassFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { FormulaWords } from '../formula/formula-words';
import { Term } from '../glossary/term';
import { CLASS_TERMS } from '../specialization/class-words';

/** How specialized the range is, and why that is said of what is not; nothing without a baseline. */
export function LaneClass({ explanation, words }: { explanation: LaneClassFragment; words: Words }) {
  const { specialization } = explanation;
  if (!specialization) return null;
  return (
    <p className="lane-class">
      <span className="class-mark">
        <ClassSwatch specialization={specialization} />
        <Term name={CLASS_TERMS[specialization]} words={words} text={words.t(`class.${specialization}`)} />
      </span>
      {specialization !== 'SPECIALIZED' && <span className="lane-reason"> {reason(explanation, words)}</span>}
    </p>
  );
}

function reason({ specialization, formula, defaultFormula }: LaneClassFragment, words: Words) {
  const { t } = words;
  if (specialization === 'NOT_NAMEABLE') return t('neuron.reason.notNameable');
  const values = { formula: () => defaultFormula && <FormulaWords {...defaultFormula} words={words} /> };
  if (specialization === 'WEAKLY_SPECIALIZED') return t.rich('neuron.reason.weakly', values);
  return defaultFormula && defaultFormula.text !== formula.text
    ? t.rich('neuron.reason.otherwise', values)
    : t('neuron.reason.unspecialized');
}
