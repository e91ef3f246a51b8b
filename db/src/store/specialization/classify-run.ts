import { sql } from 'drizzle-orm';
import { runBaseline } from '../../schema/index.ts';
import type { Transaction } from '../batches.ts';
import type { Store } from '../open-store.ts';
import { writeClassPoints } from '../rollups/roll-up-run.ts';
import { replaceDefaultFormulas } from './default-formula-rows.ts';
import { replaceExcess } from './excess-rows.ts';
import { measureExcess, pooledDefaults } from './measure-excess.ts';
import { type ExplainedUse, type NetworkUses, ofUnits, readNetworkUses, sharedUnits } from './network-uses.ts';
import type { FormulaClass, SpecializationRules } from './rules.ts';
import { type FamilyRun, newestBaselineOf, readRunFamily } from './run-family.ts';

export interface RunToClassify {
  readonly runId: number;
  readonly rules: SpecializationRules;
  /** (baseline run, units) what it found: read once for all runs that are measured against it. */
  readonly known: Map<string, NetworkUses>;
}

/** Classifies a run's explanations, and estimates by how much it lies above untrained networks, in one transaction. */
export function classifyRun(store: Store, { runId, rules, known }: RunToClassify): Promise<void> {
  return store.db.transaction(async (tx) => {
    // Two processes that classify one run do it one after the other. References to the run stay possible.
    await tx.execute(sql`select id from run where id = ${runId} for no key update`);
    // Read behind the lock: the last to write knows of every baseline that was there.
    const own = (await readRunFamily(tx, runId)).find((one) => one.runId === runId);
    if (!own) return;
    const measured = await measure(tx, { own, rules, known });
    await replaceDefaultFormulas(tx, { runId, defaults: measured?.defaults ?? [] });
    const changed = measured ? await writeClasses(tx, measured) : await clearClasses(tx, runId);
    await writeBaselines(tx, own);
    if (changed || !own.isCurrent) await writeClassPoints(tx, [runId]);
    await replaceExcess(tx, { runId, estimates: measured?.estimates ?? [] });
  });
}

type Measured = NonNullable<Awaited<ReturnType<typeof measure>>>;

/** Null without a baseline, and where none has a unit of the run. */
async function measure(
  tx: Transaction,
  { own, rules, known }: { readonly own: FamilyRun } & Pick<RunToClassify, 'rules' | 'known'>,
) {
  if (own.baselines.length === 0) return null;
  const uses = await readNetworkUses(tx, own.runId);
  const networks: NetworkUses[] = [];
  for (const { runId, unitsDone } of own.baselines) {
    const key = `${runId} ${unitsDone}`;
    const network = known.get(key) ?? (await readNetworkUses(tx, runId));
    known.set(key, network);
    networks.push(network);
  }
  const shared = sharedUnits([uses, ...networks]);
  if (shared.size === 0) return null;
  const controls = networks.map((network) => ofUnits(network, shared));
  const defaults = pooledDefaults(controls, rules);
  return {
    explained: uses.explained,
    defaults,
    classes: rules.classify(uses.explained, defaults),
    // An untrained network is what others are measured against.
    estimates: own.isBaseline ? [] : measureExcess({ own: ofUnits(uses, shared), controls, rules }),
  };
}

async function writeBaselines(tx: Transaction, own: FamilyRun): Promise<void> {
  if (own.isCurrent) return;
  const { runId, baselines } = own;
  await tx.execute(sql`delete from run_baseline where run_id = ${runId}`);
  const rows = baselines.map((baseline) => ({
    runId,
    baselineRunId: baseline.runId,
    unitsDone: baseline.unitsDone,
  }));
  if (rows.length > 0) await tx.insert(runBaseline).values(rows);
  const newest = newestBaselineOf(own, baselines.at(-1)?.runId ?? null);
  await tx.execute(sql`update run set baseline_run_id = ${newest}
    where id = ${runId} and baseline_run_id is distinct from ${newest}`);
}

/** Whether anything was written. */
async function writeClasses(tx: Transaction, { explained, classes }: Measured): Promise<boolean> {
  const column = <Value>(read: (use: ExplainedUse, made: FormulaClass) => Value) =>
    sql.param(explained.map((use, at) => read(use, classes[at] as FormulaClass)));
  const { rowCount } = await tx.execute(sql`
    update explanation e set specialization = c.specialization, default_formula_id = c.default_formula_id
    from unnest(${column(({ explanationId }) => explanationId)}::bigint[],
      ${column((_, { specialization }) => specialization)}::text[],
      ${column((_, { defaultFormulaId }) => defaultFormulaId)}::bigint[]) as c (id, specialization, default_formula_id)
    where e.id = c.id
      and (e.specialization, e.default_formula_id) is distinct from (c.specialization, c.default_formula_id)`);
  return (rowCount ?? 0) > 0;
}

/** Whether anything was written. */
async function clearClasses(tx: Transaction, runId: number): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`update explanation set specialization = null, default_formula_id = null
    where run_id = ${runId} and specialization is not null`);
  return (rowCount ?? 0) > 0;
}
