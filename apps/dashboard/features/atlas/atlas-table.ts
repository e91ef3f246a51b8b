import type { DataTable } from '../../charts/csv';
import type { Words } from '../../i18n/words';
import type { AtlasAddress } from './atlas-address';
import { readExplanations, shownPoints } from './atlas-rows';
import type { AtlasPage } from './read-atlas';

/** Ranges of one question to the API. */
const BATCH = 100;
/** Questions that are asked at once. */
const AT_ONCE = 8;

/** The listed ranges, all of them, with what each says; null when the API does not answer. */
export async function atlasTable(
  { map, place, version }: AtlasPage & { readonly map: NonNullable<AtlasPage['map']> },
  address: AtlasAddress,
  { t }: Words,
): Promise<DataTable | null> {
  const { points } = map;
  const shown = shownPoints(map, address);
  const of = { model: place.model, version: version.label, layer: place.layer };
  const found: NonNullable<Awaited<ReturnType<typeof readExplanations>>> = new Map();
  for (let start = 0; start < shown.length; start += BATCH * AT_ONCE) {
    const parts = Array.from({ length: AT_ONCE }, (_, part) =>
      shown.slice(start + part * BATCH, start + (part + 1) * BATCH),
    ).filter((part) => part.length > 0);
    const answers = await Promise.all(
      parts.map((part) =>
        readExplanations(
          of,
          part.map((at) => ({ unit: points.unit[at] as number, range: points.range[at] as number })),
        ),
      ),
    );
    for (const answer of answers) {
      if (!answer) return null;
      for (const [key, explanation] of answer) found.set(key, explanation);
    }
  }
  return {
    columns: [
      ...[t('column.neuron'), t('column.range'), t('column.formula'), t('column.grade'), t('column.overlap')],
      ...['x', 'y'],
    ],
    rows: shown.map((at) => {
      const [unit, range] = [points.unit[at] as number, points.range[at] as number];
      const own = found.get(`${unit}.${range}`);
      const grade = own?.grade ? t(`grade.${own.grade}`) : null;
      return [
        unit,
        range,
        own?.formula.text ?? null,
        grade,
        own?.iou ?? null,
        points.x[at] ?? null,
        points.y[at] ?? null,
      ];
    }),
  };
}
