import { GRADES, SPECIALIZATIONS } from '@strata/domain';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { type AtlasAddress, atlasPath } from './atlas-address';
import { groupsOf } from './palette';
import type { AtlasPage } from './read-atlas';

interface AtlasLegendProps {
  readonly page: AtlasPage & { readonly map: NonNullable<AtlasPage['map']> };
  readonly address: AtlasAddress;
  readonly words: Words;
}

/** What colours mean, with how many points have each; a choice makes them stand out. */
export function AtlasLegend({ page, address, words }: AtlasLegendProps) {
  const { t, count } = words;
  const { map, place } = page;
  const { points, colours } = map;
  const names = groupNames(page, words);
  const counts = new Uint32Array(colours.colours.length);
  for (const [at, group] of groupsOf(points, colours).entries())
    if (address.range === null || points.range[at] === address.range) counts[group] = (counts[group] ?? 0) + 1;
  const shown = [...colours.order].reverse().filter((group) => (counts[group] ?? 0) > 0 || group === address.only);
  return (
    <nav className="atlas-legend" aria-label={t('atlas.legend')}>
      <h2>{t(`atlas.colouring.${colours.colouring}`)}</h2>
      <ul>
        {shown.map((group) => (
          <li key={group}>
            <TextLink
              href={atlasPath(place.model, address, { only: address.only === group ? null : group })}
              scroll={false}
              aria-current={address.only === group ? 'true' : undefined}
            >
              <span className="atlas-ink" style={{ background: colours.colours[group] }} aria-hidden="true" />
              <span className="atlas-legend-name">{names[group]}</span>
              <span className="atlas-legend-count">{count(counts[group] ?? 0)}</span>
            </TextLink>
          </li>
        ))}
      </ul>
      <p className="atlas-legend-hint">{t('atlas.legendHint')}</p>
    </nav>
  );
}

/** (group) what the colour means. */
function groupNames({ map: { colours }, clusterCount }: AtlasLegendProps['page'], { t }: Words): string[] {
  return {
    grade: () => gradeNames(t),
    concept: () => [t('atlas.otherConcepts'), ...colours.concepts],
    range: () => Array.from({ length: clusterCount }, (_, index) => t('range.name', { index: index + 1 })),
    class: () => [t('atlas.notClassified'), ...SPECIALIZATIONS.map((name) => t(`class.${name}`))],
  }[colours.colouring]();
}

/** By a grade's number in packed points. */
export function gradeNames(t: Words['t']): string[] {
  return [t('evidence.short'), ...GRADES.map((grade) => t(`grade.${grade}`)), t('atlas.nothingNamed')];
}
