import type { RangeImageFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { pictureRatio } from '../../ui/picture-ratio';
import { SHEET_ROWS, sheetCell } from '../../ui/sheet-cell';

/** Pictures a row. */
const SHOWN = 3;

interface FoundImagesProps {
  readonly samples: readonly RangeImageFragment[];
  /** Has them all. */
  readonly sheetUrl: string;
  readonly words: Words;
}

/** The first pictures of a range, with neuron and formula laid over them; one file a range. */
export function FoundImages({ samples, sheetUrl, words: { t } }: FoundImagesProps) {
  return (
    <span className="found-images">
      {samples.slice(0, SHOWN).map(({ rank, sample }, column) => {
        const sheet = { url: sheetUrl, columns: samples.length, column };
        const alt = t('find.imageAlt', { name: sample.className ?? sample.key });
        return (
          <span key={rank} className="found-image" role="img" aria-label={alt} style={pictureRatio(sample)}>
            {(Object.keys(SHEET_ROWS) as (keyof typeof SHEET_ROWS)[]).map((row) => (
              <span key={row} className={`found-layer found-${row}`} style={sheetCell(sheet, row)} />
            ))}
          </span>
        );
      })}
    </span>
  );
}
