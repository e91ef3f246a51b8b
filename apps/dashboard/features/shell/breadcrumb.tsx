import { layerLabel, layerPath, layerSlug, modelPath, trendsPath, versionPath } from '../../data/paths';
import type { PlaceQuery } from '../../gql/graphql';
import { getWords } from '../../i18n/words';
import { Menu, type MenuItem } from '../../ui/menu';
import { shortened } from '../../ui/shortened';
import { TextLink } from '../../ui/text-link';

interface BreadcrumbProps {
  readonly place: PlaceQuery;
  /** Absent on a version's own page. */
  readonly layer?: string | undefined;
  /** Absent on pages about all versions. */
  readonly version?: string | undefined;
  readonly unit?: number | undefined;
}

/** Characters of a name between others in a row. */
const CRUMB_MAX = 24;

/** Model ▸ version ▸ layer, each with a menu of the others; the page's permalink in words. */
export async function Breadcrumb({ place, layer, version, unit }: BreadcrumbProps) {
  const { t } = await getWords();
  const { model, models } = place;
  if (!model) return null;
  const { name, layerNames } = model;
  const shown = layer ?? layerNames[0];
  const slug = shown === undefined ? '' : layerSlug(shown, layerNames);
  const neuron = unit === undefined ? '' : `/neurons/${unit}`;
  const toModels: MenuItem[] = models.nodes.map((other) => ({
    label: other.name,
    href: modelPath(other.name),
    current: other.name === name,
  }));
  const toVersions: MenuItem[] = [
    { label: t('shell.allVersions'), href: trendsPath({ model: name, layer: slug }), current: version === undefined },
    ...model.versions.nodes.toReversed().map(({ label, isBaseline }) => ({
      label,
      note: isBaseline ? t('shell.baseline') : undefined,
      href:
        layer === undefined
          ? versionPath(name, label)
          : `${layerPath({ model: name, version: label, layer: slug })}${neuron}`,
      current: label === version,
    })),
  ];
  const toLayers: MenuItem[] = layerNames.map((other) => {
    const otherSlug = layerSlug(other, layerNames);
    return {
      label: otherSlug,
      note: otherSlug === other ? undefined : other,
      href:
        version === undefined
          ? trendsPath({ model: name, layer: otherSlug })
          : layerPath({ model: name, version, layer: otherSlug }),
      current: other === layer,
    };
  });
  return (
    <nav className="crumbs" aria-label={t('shell.place')}>
      <ol>
        <li>
          <TextLink href={modelPath(name)} title={name}>
            {shortened(name, CRUMB_MAX)}
          </TextLink>
          {toModels.length > 1 && <Menu label={t('shell.otherModels')} items={toModels} />}
        </li>
        <li>
          {version !== undefined && layer !== undefined ? (
            <TextLink href={versionPath(name, version)} title={version}>
              {shortened(version, CRUMB_MAX)}
            </TextLink>
          ) : (
            <span className="crumb-here" aria-current="page" title={version}>
              {version === undefined ? t('shell.allVersions') : shortened(version, CRUMB_MAX)}
            </span>
          )}
          <Menu label={t('shell.otherVersions')} items={toVersions} />
        </li>
        {layer !== undefined && (
          <li>
            {version !== undefined && unit !== undefined ? (
              <TextLink href={layerPath({ model: name, version, layer: slug })} title={layer}>
                {shortened(layerLabel(layer), CRUMB_MAX)}
              </TextLink>
            ) : (
              <span
                className="crumb-here"
                title={layer}
                {...(version === undefined ? {} : { 'aria-current': 'page' as const })}
              >
                {shortened(layerLabel(layer), CRUMB_MAX)}
              </span>
            )}
            {toLayers.length > 1 && <Menu label={t('shell.otherLayers')} items={toLayers} />}
          </li>
        )}
        {unit !== undefined && (
          <li>
            <span className="crumb-here" aria-current="page">
              {t('neuron.name', { unit })}
            </span>
          </li>
        )}
      </ol>
    </nav>
  );
}
