import type {
  ChoiceFilter,
  ConceptUseWhere,
  ConceptWhere,
  ExplanationWhere,
  FormulaMatch,
  FormulaWhere,
  LayerWhere,
  Logic,
  ModelVersionWhere,
  ModelWhere,
  NumberFilter,
  RunWhere,
  StringFilter,
  UnitWhere,
} from '@strata/db';
import {
  conceptsOf,
  containsPattern,
  evaluateFormula,
  type Formula,
  matchesPattern,
  parseFormula,
  parsePattern,
} from '@strata/domain';
import type { Tables } from './tables.ts';

type Row<Name extends keyof Tables> = Tables[Name][number];
type Given<T> = T | null | undefined;
const unset = (value: unknown): boolean => value === null || value === undefined;

/** What filters mean, row by row in memory: the yardstick for what the store compiles. */
export class NaiveWhere {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  model = (row: Row<'model'>, where: ModelWhere): boolean => holds(where, ({ name }) => text(row.name, name));

  version = (row: Row<'version'>, where: ModelVersionWhere): boolean =>
    holds(
      where,
      (own) =>
        (unset(own.model) || this.model(byId(this.#tables.model, row.modelId), own.model ?? {})) &&
        text(row.label, own.label) &&
        number(row.sequence, own.sequence) &&
        (unset(own.isBaseline) || row.isBaseline === own.isBaseline) &&
        number(row.accuracy, own.accuracy),
    );

  layer = (row: Row<'layer'>, where: LayerWhere): boolean =>
    holds(
      where,
      (own) =>
        (unset(own.modelVersion) || this.version(byId(this.#tables.version, row.versionId), own.modelVersion ?? {})) &&
        text(row.name, own.name) &&
        text(row.op, own.op),
    );

  unit = (row: Row<'unit'>, where: UnitWhere): boolean => {
    const layer = byId(this.#tables.layer, row.layerId);
    const done = this.#tables.unitRun.find(({ unitId, runId }) => unitId === row.id && runId === layer.runId);
    const explained = this.#tables.explanation.filter(
      ({ unitId, runId }) => unitId === row.id && runId === layer.runId,
    );
    return holds(
      where,
      (own) =>
        (unset(own.layer) || this.layer(layer, own.layer ?? {})) &&
        number(row.unitIndex, own.unitIndex) &&
        choice(done?.outcome ?? null, own.outcome) &&
        (unset(own.explanation) || explained.some((one) => this.explanation(one, own.explanation ?? {}))),
    );
  };

  explanation = (row: Row<'explanation'>, where: ExplanationWhere): boolean => {
    const unit = byId(this.#tables.unit, row.unitId);
    const layer = byId(this.#tables.layer, unit.layerId);
    const formula = byId(this.#tables.formula, row.formulaId);
    return holds(
      where,
      (own) =>
        (unset(own.unit) || this.unit(unit, own.unit ?? {})) &&
        (unset(own.layer) || this.layer(layer, own.layer ?? {})) &&
        (unset(own.modelVersion) || this.layer(layer, { modelVersion: own.modelVersion })) &&
        number(row.clusterIndex, own.clusterIndex) &&
        number(row.iou, own.iou) &&
        number(row.lift, own.lift) &&
        number(row.chance, own.chance) &&
        number(formula.length, own.length) &&
        choice(row.specialization, own.specialization) &&
        choice(row.grade, own.grade) &&
        number(row.timesShuffled, own.timesShuffled) &&
        (unset(own.concept) || this.#uses(formula.id, own.concept ?? {})) &&
        structured(formula.text, own.formula),
    );
  };

  formula = (row: Row<'formula'>, where: FormulaWhere): boolean =>
    holds(
      where,
      (own) =>
        (unset(own.concept) || this.#uses(row.id, own.concept ?? {})) &&
        number(row.length, own.length) &&
        text(row.text, own.text) &&
        structured(row.text, own.formula),
    );

  concept = (row: Row<'concept'>, where: ConceptWhere): boolean =>
    holds(
      where,
      (own) => text(row.name, own.name) && text(row.category, own.category) && number(row.pixelShare, own.pixelShare),
    );

  run = (row: Row<'run'>, where: RunWhere): boolean =>
    holds(
      where,
      (own) =>
        choice(row.status, own.status) &&
        (unset(own.layer) || this.layer(byId(this.#tables.layer, row.layerId), own.layer ?? {})),
    );

  #uses(formulaId: number, { name, category, negated }: ConceptUseWhere): boolean {
    return this.#tables.use.some(
      (use) =>
        use.formulaId === formulaId &&
        text(use.name, name) &&
        text(use.category, category) &&
        (unset(negated) || use.negated === negated),
    );
  }
}

function holds<Where extends Logic<Where>>(where: Where, own: (where: Where) => boolean): boolean {
  return (
    own(where) &&
    (where.and ?? []).every((one) => holds(one, own)) &&
    (unset(where.or) || (where.or ?? []).some((one) => holds(one, own))) &&
    (where.not === null || where.not === undefined || !holds(where.not, own))
  );
}

function number(value: number | null, filter: Given<NumberFilter>): boolean {
  if (!filter) return true;
  const { lt, lte, gt, gte } = filter;
  const known = value ?? Number.NaN;
  return (
    choice(value, filter) &&
    (unset(lt) || known < Number(lt)) &&
    (unset(lte) || known <= Number(lte)) &&
    (unset(gt) || known > Number(gt)) &&
    (unset(gte) || known >= Number(gte))
  );
}

function text(value: string | null, filter: Given<StringFilter>): boolean {
  if (!filter) return true;
  const { startsWith } = filter;
  return choice(value, filter) && (unset(startsWith) || value?.startsWith(String(startsWith)) === true);
}

function structured(text: string, filter: Given<FormulaMatch>): boolean {
  if (!filter) return true;
  const formula = parseFormula(text);
  const { matches, contains, equivalent } = filter;
  return (
    (unset(matches) || matchesPattern(formula, parsePattern(matches ?? ''))) &&
    (unset(contains) || containsPattern(formula, parsePattern(contains ?? ''))) &&
    (unset(equivalent) || sameEverywhere(formula, parseFormula(equivalent ?? '')))
  );
}

/** Whether two formulas hold on the same of all sets of their concepts, one by one. */
function sameEverywhere(a: Formula, b: Formula): boolean {
  const names = [...new Set([...conceptsOf(a), ...conceptsOf(b)].map(({ name }) => name))];
  return Array.from({ length: 1 << names.length }, (_, set) => set).every((set) => {
    const has = (name: string) => ((set >> names.indexOf(name)) & 1) === 1;
    return evaluateFormula(a, has) === evaluateFormula(b, has);
  });
}

function choice(
  value: string | number | null,
  filter: Given<ChoiceFilter<string> | Pick<NumberFilter, 'eq' | 'in'>>,
): boolean {
  if (!filter) return true;
  const list: readonly (string | number)[] | null | undefined = filter.in;
  return (unset(filter.eq) || value === filter.eq) && (!list || (value !== null && list.includes(value)));
}

function byId<T extends { readonly id: number }>(rows: readonly T[], id: number): T {
  const row = rows.find((one) => one.id === id);
  if (!row) throw new Error(`No row ${id}`);
  return row;
}
