import { rangesFromTop } from '../../charts/trend-data';
import { layerSlug } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { type AtlasAddress, atlasPath, COLOURINGS } from './atlas-address';
import type { AtlasPage } from './read-atlas';

interface AtlasChoicesProps {
  readonly page: AtlasPage;
  readonly address: AtlasAddress;
  readonly words: Words;
}

/** Layer, version, range and colour, as links: each choice is an address. */
export function AtlasChoices({ page, address, words: { t } }: AtlasChoicesProps) {
  const { place, versions, version, clusterCount } = page;
  const { layerNames = [] } = place.place.model ?? {};
  const href = (change: Partial<AtlasAddress>) => atlasPath(place.model, address, change);
  return (
    <div className="atlas-choices">
      {layerNames.length > 1 && (
        <nav className="choices" aria-label={t('atlas.layer')}>
          <span>{t('atlas.layer')}</span>
          {layerNames.map((name) => (
            <TextLink
              key={name}
              href={href({ layer: layerSlug(name, layerNames), area: '', drawn: '', point: '' })}
              title={name}
              aria-current={name === place.layer ? 'true' : undefined}
            >
              {layerSlug(name, layerNames)}
            </TextLink>
          ))}
        </nav>
      )}
      <nav className="choices atlas-versions" aria-label={t('atlas.version')}>
        <span>{t('atlas.version')}</span>
        {versions.map(({ label, isBaseline, frame }) => (
          <TextLink
            key={label}
            href={href({ version: label })}
            scroll={false}
            title={[label, isBaseline && t('shell.baseline'), frame === null && t('atlas.noMap')]
              .filter(Boolean)
              .join(', ')}
            aria-current={label === version.label ? 'true' : undefined}
          >
            {label}
          </TextLink>
        ))}
      </nav>
      <nav className="choices" aria-label={t('atlas.colour')}>
        <span>{t('atlas.colour')}</span>
        {COLOURINGS.map((colour) => (
          <TextLink
            key={colour}
            href={href({ colour, only: null })}
            scroll={false}
            aria-current={colour === address.colour ? 'true' : undefined}
          >
            {t(`atlas.colouring.${colour}`)}
          </TextLink>
        ))}
      </nav>
      <nav className="choices" aria-label={t('atlas.range')}>
        <span>{t('atlas.range')}</span>
        <TextLink
          href={href({ range: null })}
          scroll={false}
          aria-current={address.range === null ? 'true' : undefined}
        >
          {t('atlas.allRanges')}
        </TextLink>
        {rangesFromTop(clusterCount).map((range) => (
          <TextLink
            key={range}
            href={href({ range })}
            scroll={false}
            aria-current={address.range === range ? 'true' : undefined}
            aria-label={t('range.name', { index: range })}
          >
            {range}
          </TextLink>
        ))}
      </nav>
    </div>
  );
}
