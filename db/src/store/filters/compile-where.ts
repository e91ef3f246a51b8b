import { type SQL, sql } from 'drizzle-orm';
import type {
  ConceptUseWhere,
  ConceptWhere,
  ExplanationWhere,
  FormulaWhere,
  LayerWhere,
  ModelVersionWhere,
  ModelWhere,
  RunWhere,
  UnitWhere,
} from './filter-types.ts';
import { formulaMatches } from './match-formula.ts';
import { all, at, booleanIs, choiceIs, combine, numberIs, stringIs } from './operators.ts';

/*
 * Filters as SQL conditions on the row called `of`. Nested tables get names that say their depth, so that a unit's
 * explanation's unit never meets its own name.
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

export function unitWhere(where: UnitWhere, of = 'unit'): SQL {
  const inner = `${of}_l`;
  const shown = sql`(select ${at(inner, 'current_run_id')} from layer ${sql.identifier(inner)}
    where ${at(inner, 'id')} = ${at(of, 'layer_id')})`;
  return unitConditions(where, {
    of,
    unitId: at(of, 'id'),
    unitIndex: at(of, 'unit_index'),
    runId: shown,
    inLayer: (layer) =>
      sql`${at(of, 'layer_id')} in (select ${at(inner, 'id')} from layer ${sql.identifier(inner)}
        where ${layerWhere(layer, inner)})`,
  });
}

/** Conditions on an explanation of a shown run: that is what lets a layer's filter become one on the run. */
export function explanationWhere(where: ExplanationWhere, of = 'explanation'): SQL {
  const inner = `${of}_l`;
  const inLayer = (layer: LayerWhere) =>
    sql`${at(of, 'run_id')} in (select ${at(inner, 'current_run_id')} from layer ${sql.identifier(inner)}
      where ${layerWhere(layer, inner)})`;
  const unit = {
    of,
    unitId: at(of, 'unit_id'),
    unitIndex: at(of, 'unit_index'),
    runId: at(of, 'run_id'),
    inLayer,
  };
  return combine(where, (own) => [
    own.unit ? unitConditions(own.unit, unit) : undefined,
    own.layer ? inLayer(own.layer) : undefined,
    own.modelVersion ? inLayer({ modelVersion: own.modelVersion }) : undefined,
    numberIs(at(of, 'cluster_index'), own.clusterIndex),
    numberIs(at(of, 'iou'), own.iou),
    numberIs(at(of, 'lift'), own.lift),
    numberIs(at(of, 'chance'), own.chance),
    numberIs(at(of, 'length'), own.length),
    choiceIs(at(of, 'specialization'), own.specialization),
    own.concept ? usesConcept(at(of, 'formula_id'), own.concept) : undefined,
    ...(own.formula ? formulaMatches(at(of, 'formula_id'), own.formula) : []),
  ]);
}

export function formulaWhere(where: FormulaWhere, of = 'formula'): SQL {
  return combine(where, ({ concept, length, text, formula }) => [
    concept ? usesConcept(at(of, 'id'), concept) : undefined,
    numberIs(at(of, 'length'), length),
    stringIs(at(of, 'text'), text),
    ...(formula ? formulaMatches(at(of, 'id'), formula) : []),
  ]);
}

export function conceptWhere(where: ConceptWhere, of = 'concept'): SQL {
  return combine(where, ({ name, category, pixelShare }) => [
    stringIs(at(of, 'name'), name),
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

/** How a unit's columns are reached: from its own row, or from an explanation that carries them. */
interface UnitColumns {
  readonly of: string;
  readonly unitId: SQL;
  readonly unitIndex: SQL;
  /** The shown run. */
  readonly runId: SQL;
  readonly inLayer: (layer: LayerWhere) => SQL;
}

function unitConditions(where: UnitWhere, { of, unitId, unitIndex, runId, inLayer }: UnitColumns): SQL {
  const done = `${of}_r`;
  const explained = `${of}_e`;
  return combine(where, (own) => {
    const outcomeIs = choiceIs(at(done, 'outcome'), own.outcome);
    return [
      own.layer ? inLayer(own.layer) : undefined,
      numberIs(unitIndex, own.unitIndex),
      outcomeIs
        ? sql`exists (select 1 from unit_run ${sql.identifier(done)} where ${at(done, 'unit_id')} = ${unitId}
          and ${at(done, 'run_id')} = ${runId} and ${outcomeIs})`
        : undefined,
      own.explanation
        ? sql`exists (select 1 from explanation ${sql.identifier(explained)} where ${at(explained, 'unit_id')} = ${unitId}
          and ${at(explained, 'run_id')} = ${runId} and ${explanationWhere(own.explanation, explained)})`
        : undefined,
    ];
  });
}

function usesConcept(formulaId: SQL, { name, category, negated }: ConceptUseWhere): SQL {
  const conditions = all([
    stringIs(sql`k.name`, name),
    stringIs(sql`k.category`, category),
    booleanIs(sql`fc.negated`, negated),
  ]);
  return sql`${formulaId} in (select fc.formula_id from formula_concept fc join concept k on k.id = fc.concept_id
    where ${conditions})`;
}
