import type { LaneEvidenceFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { Term } from '../glossary/term';

interface LaneEvidenceProps {
  readonly cluster: LaneEvidenceFragment;
  readonly words: Words;
}

/** What a range's formula is worth: its grade, how often it holds, then in numbers what that rests on. */
export function LaneEvidence({ cluster: { explanation, support }, words }: LaneEvidenceProps) {
  if (!explanation) return null;
  const { t, iou, percent, count, lift } = words;
  const { grade, heldOutP, shuffledIou, timesShuffled, kept, metrics } = explanation;
  if (grade == null || heldOutP == null) return <p className="lane-evidence">{t('evidence.notComputed')}</p>;
  const doubt = t('evidence.doubt', { p: iou(heldOutP), kept: kept == null ? '–' : percent(kept) });
  const times =
    timesShuffled == null || shuffledIou == null
      ? t('evidence.noShuffled')
      : t('evidence.times', { times: lift(timesShuffled), shuffled: iou(shuffledIou) });
  const { explanationCoverage: holds } = metrics;
  const numbers = [
    times,
    doubt,
    ...(support ? [t('evidence.support', { images: count(support.samples), cells: count(support.mapCells) })] : []),
  ];
  return (
    <p className="lane-evidence">
      <Term name="grade" words={words} text={t(`grade.${grade}`)} /> ·{' '}
      {holds != null && `${t('evidence.holds', { share: percent(holds) })} `}
      <span className="lane-reason">{numbers.join(' · ')}</span>
    </p>
  );
}
