import { parseResize } from '@strata/domain';
import type { PreprocessingTextFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';

/** How images became the network's input, in one line. */
export function preprocessingText(
  preprocessing: PreprocessingTextFragment | null | undefined,
  { t }: Pick<Words, 't'>,
): string {
  if (!preprocessing) return t('runs.inputUnknown');
  const { width, height, channelOrder, layout, scale, mean, standardDeviation, resize } = preprocessing;
  const way = parseResize(resize);
  return t('runs.inputValue', {
    way: way?.kind ?? 'other',
    side: way && 'side' in way ? way.side : 0,
    filter: way?.filter ?? resize,
    rule: way && 'rule' in way ? way.rule : '',
    width,
    height,
    order: channelOrder.toUpperCase(),
    layout,
    scale: short(scale),
    mean: mean.map(short).join('; '),
    deviation: standardDeviation.map(short).join('; '),
  });
}

/** As it is written in settings, not as quantities are: six digits tell any two apart that people use. */
function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
