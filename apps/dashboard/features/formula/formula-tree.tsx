import type { Words } from '../../i18n/words';
import { ConceptChip } from './concept-chip';
import type { ConceptWords } from './concept-words';
import { formulaTree, type TreeNode } from './formula-tree-of';

interface FormulaTreeProps {
  readonly formula: {
    readonly text: string;
    readonly concepts: readonly {
      readonly concept: ConceptWords & { readonly category: string; readonly pixelShare: number };
    }[];
  };
  readonly words: Words;
}

/** A formula as a tree, read from the top: what each operation asks for, and how common each concept is. */
export function FormulaTree({ formula, words }: FormulaTreeProps) {
  const concepts = new Map(formula.concepts.map(({ concept }) => [concept.name, concept]));
  return (
    <ul className="tree">
      <Branch node={formulaTree(formula.text)} concepts={concepts} words={words} />
    </ul>
  );
}

interface BranchProps {
  readonly node: TreeNode;
  readonly concepts: ReadonlyMap<string, FormulaTreeProps['formula']['concepts'][number]['concept']>;
  readonly words: Words;
}

function Branch({ node, concepts, words }: BranchProps) {
  const { t, percent } = words;
  if (node.kind === 'concept') {
    const concept = concepts.get(node.name);
    return (
      <li>
        <ConceptChip {...(concept ?? { name: node.name, category: 'object' })} negated={false} words={words} />
        {concept && <span className="tree-note">{t('tree.share', { share: percent(concept.pixelShare) })}</span>}
      </li>
    );
  }
  return (
    <li>
      <strong className="tree-operation">{t(`tree.${node.operation}`)}</strong>
      <span className="tree-note">{t(`tree.${node.operation}Meaning`)}</span>
      <ul>
        {node.parts.map((part, index) => (
          <Branch
            key={part.kind === 'concept' ? part.name : `${part.operation} ${index}`}
            node={part}
            concepts={concepts}
            words={words}
          />
        ))}
      </ul>
    </li>
  );
}
