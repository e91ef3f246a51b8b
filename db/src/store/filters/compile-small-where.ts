import { type SQL, sql } from 'drizzle-orm';
import type {
  ConceptUseWhere,
  ConceptWhere,
  LayerWhere,
  ModelVersionWhere,
  ModelWhere,
  RunWhere,
} from './filter-types.ts';
import { all, at, booleanIs, calledIs, choiceIs, combine, numberIs, stringIs } from './operators.ts';

/*
 * Filters of small tables as SQL conditions on the row called `of`. Nested tables get names that say their depth.
 */

export function modelWhere(where: ModelWhere, of = 'model'): SQL {
  return combine(where, ({ name }) => [stringIs(at(of, 'name'), name)]);
}

export function modelVersionWhere(where: ModelVersionWhere, of = 'model_version'): SQL {
  const inner = `${of}_m`;
  return combine(where, ({ model, label, sequence, isBaseline, accuracy }) => [
    model
      ? sql`${at(of, 'model_id')} in (select ${at(inner, 'id')} from model ${sql.identifier(inner)}
          where ${modelWhere(model, inner)})`
      : undefined,
    stringIs(at(of, 'label'), label),
    numberIs(at(of, 'sequence'), sequence),
    booleanIs(at(of, 'is_baseline'), isBaseline),
    numberIs(at(of, 'accuracy'), accuracy),
  ]);
}

export function layerWhere(where: LayerWhere, of = 'layer'): SQL {
  const inner = `${of}_v`;
  return combine(where, ({ modelVersion, name, op }) => [
    modelVersion
      ? sql`${at(of, 'model_version_id')} in (select ${at(inner, 'id')} from model_version ${sql.identifier(inner)}
          where ${modelVersionWhere(modelVersion, inner)})`
      : undefined,
    stringIs(at(of, 'name'), name),
    stringIs(at(of, 'op'), op),
  ]);
}

export function conceptWhere(where: ConceptWhere, of = 'concept'): SQL {
  return combine(where, ({ name, called, category, pixelShare }) => [
    stringIs(at(of, 'name'), name),
    calledIs({ name: at(of, 'name'), aliases: at(of, 'aliases') }, called),
    stringIs(at(of, 'category'), category),
    numberIs(at(of, 'pixel_share'), pixelShare),
  ]);
}

export function runWhere(where: RunWhere, of = 'run'): SQL {
  const inner = `${of}_l`;
  return combine(where, ({ status, layer }) => [
    choiceIs(at(of, 'status'), status),
    layer
      ? sql`${at(of, 'layer_id')} in (select ${at(inner, 'id')} from layer ${sql.identifier(inner)}
          where ${layerWhere(layer, inner)})`
      : undefined,
  ]);
}

/** Conditions on a concept called k: its names and category. */
export function conceptIs({ name, called, category }: ConceptUseWhere): SQL {
  return all([
    stringIs(sql`k.name`, name),
    calledIs({ name: sql`k.name`, aliases: sql`k.aliases` }, called),
    stringIs(sql`k.category`, category),
  ]);
}
