import { layerSlug, neuronPath } from '../../data/paths';
import type { ClassRangeFragment, ErrorRangeFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { formulaPlain } from '../formula/formula-plain';

interface RangeHeadProps {
  readonly cluster: (ClassRangeFragment | ErrorRangeFragment)['cluster'];
  readonly model: string;
  readonly version: string;
  /** The model's, by which a layer is named in addresses. */
  readonly layerNames: readonly string[];
  readonly words: Words;
}

/** A row's head: the range, with the way to its neuron, and its formula. */
export function RangeHead({ cluster, model, version, layerNames, words }: RangeHeadProps) {
  const { unit, clusterIndex, explanation } = cluster;
  const place = { model, version, layer: layerSlug(unit.layer.name, layerNames) };
  return (
    <th scope="row">
      <TextLink href={`${neuronPath(place, unit.unitIndex)}#range-${clusterIndex}`}>
        {words.t('errors.ranges.name', { unit: unit.unitIndex, range: clusterIndex })}
      </TextLink>
      {explanation && <span>{formulaPlain(explanation.formula.text, words)}</span>}
    </th>
  );
}

interface Outcomes {
  readonly found: number;
  readonly of: number;
  readonly control: number;
}

/** How many images come out otherwise, of how many, and with the control. */
export function countedOutcomes({ found, of, control }: Outcomes, { t, count }: Words): string {
  return t('errors.ranges.counted', { found: count(found), of: count(of), control: count(control) });
}

type Effect = Pick<ErrorRangeFragment, 'effect' | 'effectLower' | 'effectUpper'>;

/** What taking a range out does beyond its control, with the interval. */
export function effectText({ effect, effectLower, effectUpper }: Effect, { percent }: Words): string {
  return `${percent(effect)} (${percent(effectLower)} – ${percent(effectUpper)})`;
}
