import { formulaLength, parseFormula } from '@strata/domain';
import { ask } from '../../data/ask';
import { layerPath, layerSlug, neuronPath, trendsPath } from '../../data/paths';
import type { ConceptWhere } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { atlasPath } from '../atlas/atlas-address';
import { conceptName } from '../formula/concept-words';
import { filterQuery, readFilters } from '../place/layer-filters';
import type { PaletteEntry, PaletteGroup } from './palette-entry';
import { type PalettePlace, readPalettePlace } from './palette-place';
import { PALETTE } from './palette-query';

/** Entries of a group; more would not be read. */
const GROUP_MAX = 8;

/** What the letters typed may mean, seen from the page at `path`: concepts, neurons, versions, layers, models, pages. */
export async function readPalette(
  { query, path }: { query: string; path: string },
  words: Words,
): Promise<PaletteGroup[]> {
  const { t } = words;
  const place = await readPalettePlace(path);
  const inside = place ? await readInside(place, query, words) : { neurons: [], concepts: [] };
  const groups = [
    { title: t('palette.neurons'), entries: inside.neurons },
    { title: t('palette.concepts'), entries: inside.concepts },
    { title: t('palette.formulas'), entries: place ? formulaEntries(place, query, words) : [] },
    { title: t('palette.pages'), entries: matching(pageEntries(place, words), query) },
    { title: t('palette.versions'), entries: place ? matching(versionEntries(place, words), query) : [] },
    { title: t('palette.layers'), entries: place ? matching(layerEntries(place, words), query) : [] },
    { title: t('palette.models'), entries: place ? matching(modelEntries(place, words), query) : [] },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

function matching(entries: readonly PaletteEntry[], query: string): PaletteEntry[] {
  const wanted = query.toLocaleLowerCase();
  return entries.filter(({ text }) => text.toLocaleLowerCase().includes(wanted)).slice(0, GROUP_MAX);
}

async function readInside({ model, version, layer, slug }: PalettePlace, query: string, words: Words) {
  const { t } = words;
  const unitIndex = /^\d{1,9}$/u.test(query) ? Number(query) : -1;
  const answer = await ask(PALETTE, { model, version, layer, unitIndex, concepts: startingWith(query) });
  const found = answer.kind === 'data' ? answer.data.layer : null;
  const address = { model, version, layer: slug };
  const where = t('palette.in', { version, layer: slug });
  const neurons = (found?.units.nodes ?? []).map(
    (unit): PaletteEntry => ({
      kind: 'neuron',
      text: t('neuron.name', { unit: unit.unitIndex }),
      note: where,
      href: neuronPath(address, unit.unitIndex),
    }),
  );
  const concepts = query === '' ? [] : (found?.run?.probeDataset.concepts.nodes ?? []);
  return {
    neurons,
    concepts: concepts.map(
      (concept): PaletteEntry => ({
        kind: 'concept',
        text: conceptName(concept, words),
        note: where,
        href: `${layerPath(address)}${filterQuery(readFilters({ concept: concept.name }))}`,
      }),
    ),
  };
}

/** The API compares letters as they are: as typed, all small, and with a capital. */
function startingWith(query: string): ConceptWhere | null {
  if (query === '') return null;
  const small = query.toLocaleLowerCase();
  const spellings = new Set([query, small, small.charAt(0).toLocaleUpperCase() + small.slice(1)]);
  return { or: [...spellings].map((startsWith) => ({ called: { startsWith } })) };
}

/** A query that is a formula of several concepts can be looked for as it is. */
function formulaEntries({ model, version, slug }: PalettePlace, query: string, { t }: Words): PaletteEntry[] {
  if (!isFormula(query)) return [];
  const href = `${layerPath({ model, version, layer: slug })}${filterQuery(readFilters({ formula: query }))}`;
  return [{ kind: 'formula', text: query, note: t('palette.in', { version, layer: slug }), href }];
}

function isFormula(query: string): boolean {
  try {
    return formulaLength(parseFormula(query)) > 1;
  } catch {
    return false;
  }
}

function pageEntries(place: PalettePlace | null, { t }: Words): PaletteEntry[] {
  const page = (text: string, href: string, note = ''): PaletteEntry => ({ kind: 'page', text, href, note });
  const fixed = [page(t('models.title'), '/'), page(t('runs.title'), '/runs')];
  if (!place) return fixed;
  const { model, version, slug } = place;
  return [
    page(t('trends.title'), trendsPath({ model, layer: slug }), t('palette.in', { version: model, layer: slug })),
    page(t('atlas.title'), atlasPath(model, { layer: slug }), t('palette.in', { version: model, layer: slug })),
    page(
      t('palette.neuronsPage'),
      layerPath({ model, version, layer: slug }),
      t('palette.in', { version, layer: slug }),
    ),
    ...fixed,
  ];
}

function versionEntries({ model, slug, versions }: PalettePlace, { t }: Words): PaletteEntry[] {
  return versions.toReversed().map(({ label, isBaseline }) => ({
    kind: 'version',
    text: label,
    note: isBaseline ? t('shell.baseline') : model,
    href: layerPath({ model, version: label, layer: slug }),
  }));
}

function layerEntries({ model, version, layerNames }: PalettePlace, _: Words): PaletteEntry[] {
  if (layerNames.length < 2) return [];
  return layerNames.map((name) => {
    const slug = layerSlug(name, layerNames);
    return {
      kind: 'layer',
      text: slug,
      note: slug === name ? '' : name,
      href: layerPath({ model, version, layer: slug }),
    };
  });
}

function modelEntries({ models }: PalettePlace, { t }: Words): PaletteEntry[] {
  return models.map((name) => ({
    kind: 'model',
    text: name,
    note: t('trends.title'),
    href: `/models/${encodeURIComponent(name)}/trends`,
  }));
}
