import { type SQL, sql } from 'drizzle-orm';
import type { ConceptUseWhere, ExplanationWhere, FormulaWhere, LayerWhere, UnitWhere } from './filter-types.ts';
import { formulaMatches } from './match-formula.ts';
import type { Names } from './names.ts';
import { all, at, booleanIs, choiceIs, combine, isAmong, numberIs, stringIs } from './operators.ts';

/*
 * Filters of large tables as SQL conditions on the row called `of`; what their words name is looked up before. Nested
 * tables get names that say their depth, so that a unit's explanation's unit never meets its own name.
 */
export interface CompileOptions {
  readonly names: Names;
  /** Default: the table's own name. */
  readonly of?: string;
}

export function unitWhere(where: UnitWhere, { names, of = 'unit' }: CompileOptions): SQL {
  const inner = `${of}_l`;
  const shown = sql`(select ${at(inner, 'current_run_id')} from layer ${sql.identifier(inner)}
    where ${at(inner, 'id')} = ${at(of, 'layer_id')})`;
  return unitConditions(where, {
    of,
    names,
    unitId: at(of, 'id'),
    unitIndex: at(of, 'unit_index'),
    runId: shown,
    inLayer: (layer) => isAmong(at(of, 'layer_id'), names.layers(layer).layerIds),
    outcomeIs: (filter) => unitOutcomeIs(filter, { of, runId: shown }),
  });
}

/** Conditions on an explanation of a shown run: that is what lets a layer's filter become one on the run. */
export function explanationWhere(where: ExplanationWhere, { names, of = 'explanation' }: CompileOptions): SQL {
  const inLayer = (layer: LayerWhere) => isAmong(at(of, 'run_id'), names.layers(layer).runIds);
  const unit = {
    of,
    names,
    inLayer,
    unitId: at(of, 'unit_id'),
    unitIndex: at(of, 'unit_index'),
    runId: at(of, 'run_id'),
    outcomeIs: (filter: UnitWhere['outcome']) => choiceIs(at(of, 'outcome'), filter),
  };
  return combine(where, (own) => [
    own.unit ? unitConditions(own.unit, unit) : undefined,
    own.layer ? inLayer(own.layer) : undefined,
    // The object itself is what was looked up, as a layer's filter.
    own.modelVersion ? inLayer(own.modelVersion as LayerWhere) : undefined,
    numberIs(at(of, 'cluster_index'), own.clusterIndex),
    numberIs(at(of, 'iou'), own.iou),
    numberIs(at(of, 'lift'), own.lift),
    numberIs(at(of, 'chance'), own.chance),
    numberIs(at(of, 'length'), own.length),
    choiceIs(at(of, 'specialization'), own.specialization),
    choiceIs(at(of, 'grade'), own.grade),
    numberIs(at(of, 'times_shuffled'), own.timesShuffled),
    own.concept ? usesConcept(at(of, 'formula_id'), { use: own.concept, names }) : undefined,
    ...(own.formula
      ? formulaMatches({ formulaId: at(of, 'formula_id'), length: at(of, 'length') }, { match: own.formula, names })
      : []),
  ]);
}

export function formulaWhere(where: FormulaWhere, { names, of = 'formula' }: CompileOptions): SQL {
  return combine(where, ({ concept, length, text, formula }) => [
    concept ? usesConcept(at(of, 'id'), { use: concept, names }) : undefined,
    numberIs(at(of, 'length'), length),
    stringIs(at(of, 'text'), text),
    ...(formula
      ? formulaMatches({ formulaId: at(of, 'id'), length: at(of, 'length') }, { match: formula, names })
      : []),
  ]);
}

/** How a unit's columns are reached: from its own row, or from an explanation that carries them. */
interface UnitColumns {
  readonly names: Names;
  readonly of: string;
  readonly unitId: SQL;
  readonly unitIndex: SQL;
  /** The shown run. */
  readonly runId: SQL;
  readonly inLayer: (layer: LayerWhere) => SQL;
  readonly outcomeIs: (filter: UnitWhere['outcome']) => SQL | undefined;
}

function unitConditions(where: UnitWhere, columns: UnitColumns): SQL {
  const { names, unitId, runId } = columns;
  const explained = `${columns.of}_e`;
  return combine(where, (own) => [
    own.layer ? columns.inLayer(own.layer) : undefined,
    numberIs(columns.unitIndex, own.unitIndex),
    columns.outcomeIs(own.outcome),
    own.explanation
      ? sql`exists (select 1 from explanation ${sql.identifier(explained)} where ${at(explained, 'unit_id')} = ${unitId}
          and ${at(explained, 'run_id')} = ${runId} and ${explanationWhere(own.explanation, { names, of: explained })})`
      : undefined,
  ]);
}

/** Of a unit by itself, in its layer's shown run. */
function unitOutcomeIs(filter: UnitWhere['outcome'], { of, runId }: { of: string; runId: SQL }): SQL | undefined {
  const done = `${of}_r`;
  const condition = choiceIs(at(done, 'outcome'), filter);
  if (!condition) return undefined;
  // "Is true" keeps it a look-up for each unit: nearly all are explained, and a join would read all that were.
  return sql`(exists (select 1 from unit_run ${sql.identifier(done)} where ${at(done, 'unit_id')} = ${at(of, 'id')}
    and ${at(done, 'run_id')} = ${runId} and ${condition})) is true`;
}

function usesConcept(formulaId: SQL, { use, names }: { use: ConceptUseWhere; names: Names }): SQL {
  const concepts = names.concepts(use);
  const conditions = all([
    concepts ? isAmong(sql`fc.concept_id`, concepts.ids) : undefined,
    booleanIs(sql`fc.negated`, use.negated),
  ]);
  const formulas = sql`select fc.formula_id from formula_concept fc where ${conditions}`;
  // An array is made before anything else: its formulas are looked up. Else the planner may walk down the list's order.
  return concepts?.rare ? sql`${formulaId} = any(array(${formulas}))` : sql`${formulaId} in (${formulas})`;
}
