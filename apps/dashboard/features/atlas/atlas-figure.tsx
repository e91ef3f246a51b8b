import type { Words } from '../../i18n/words';
import { type AtlasAddress, atlasPath } from './atlas-address';
import { AtlasLegend, gradeNames } from './atlas-legend';
import { nearnessSentence } from './atlas-sentence';
import { conceptLabels } from './concept-labels';
import { AtlasMap } from './map/atlas-map';
import type { AtlasPage } from './read-atlas';

interface AtlasFigureProps {
  readonly page: AtlasPage & { readonly map: NonNullable<AtlasPage['map']> };
  readonly address: AtlasAddress;
  readonly words: Words;
}

/** The map with its legend: a still picture, which scripts draw over. */
export function AtlasFigure({ page, address, words }: AtlasFigureProps) {
  const { t } = words;
  const { map, place, versions, version } = page;
  const { model } = place;
  const onMap = versions.filter(({ frame }) => frame === version.frame);
  const still = atlasPath(model, { ...address, page: 1, point: '' }, { file: 'still.svg' });
  return (
    <section aria-label={t('atlas.title')}>
      <AtlasMap
        base={atlasPath(model)}
        model={model}
        layer={place.slug}
        versions={onMap.map(({ label, isBaseline }) => ({ label, note: isBaseline ? t('shell.baseline') : '' }))}
        version={version.label}
        sameNeurons={onMap.filter(({ trainingRun }) => trainingRun === version.trainingRun).map(({ label }) => label)}
        colours={map.colours}
        labels={conceptLabels(map.head)}
        range={address.range}
        only={address.only}
        point={address.point}
        area={address.area}
        drawn={address.drawn}
        words={mapWords(t)}
        nearness={nearnessSentence(map, words)}
        side={<AtlasLegend page={page} address={address} words={words} />}
      >
        <img
          className="atlas-still"
          src={still}
          width={720}
          height={720}
          alt={t('atlas.pictureAlt', { model, version: version.label, ranges: map.points.count })}
        />
      </AtlasMap>
    </section>
  );
}

function mapWords(t: Words['t']) {
  return {
    label: t('atlas.mapLabel'),
    hint: t('atlas.hint'),
    reading: t('atlas.reading', { unit: '%u', index: '%i', grade: '%g', concept: '%c' }),
    readingNameless: t('atlas.readingNameless', { unit: '%u', index: '%i', grade: '%g' }),
    grades: gradeNames(t),
    version: t('atlas.version'),
    select: t('atlas.select'),
    move: t('atlas.move'),
    larger: t('atlas.larger'),
    smaller: t('atlas.smaller'),
    whole: t('atlas.whole'),
    failed: t('atlas.failed'),
    open: t('atlas.open'),
  };
}
