import type { TrendSeries } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { LengthFigure } from './length-figure';
import { OverlapFigure } from './overlap-figure';
import { SpecializationFigure } from './specialization-figure';
import { SpecializationHint } from './specialization-hint';
import { isMeasured } from './specialization-sentence';
import { VersionMarks } from './version-marks';
import { type VersionWindow, withinWindow } from './version-window';
import { WindowForm } from './window-form';

interface TrendFiguresProps {
  /** All versions. */
  readonly series: TrendSeries;
  /** Which of them are drawn. */
  readonly window: VersionWindow;
  readonly place: { readonly model: string; readonly layer: string };
  readonly words: Words;
}

/** The charts of a trend, over the versions that are looked at, and what people put on these. */
export function TrendFigures({ series, window, place, words }: TrendFiguresProps) {
  const shown = withinWindow(series, window);
  const figure = { series: shown, place, words };
  return (
    <>
      <WindowForm series={series} window={window} place={place} words={words} />
      <VersionMarks series={shown} model={place.model} words={words} />
      {isMeasured(shown) && <SpecializationFigure {...figure} />}
      <SpecializationHint series={series} words={words} />
      <OverlapFigure {...figure} />
      <LengthFigure {...figure} />
    </>
  );
}
