import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chosenRanges, type LayerExport, type RangeChoice } from '../layers/layer-export.ts';
import { LayerTally } from '../layers/layer-summary.ts';
import { millis, runFacts, runKey, runTitle } from '../layers/run-facts.ts';
import { summaryValues } from '../mlflow/mlflow-run.ts';
import { LogFile } from './log-file.ts';
import { bytesField, message, wholeField } from './protobuf.ts';

/** The W&B whose log this is; a newer one is read with a warning. */
const WANDB_VERSION = '0.31.0';
/** Fields of a record, and within them, as W&B's `wandb_internal.proto` numbers them. */
const FIELD = { number: 1, history: 2, summary: 3, run: 17, exit: 18, header: 21 } as const;
const PROJECT = 'strata';

/**
 * Writes layers as offline runs of W&B, a folder for each, which `wandb sync` takes: configuration, a step for each neuron,
 * the summary, and that the run ended well.
 * @returns the folders' names
 */
export async function writeWandb(
  folder: string,
  layers: AsyncIterable<LayerExport>,
  range: RangeChoice,
): Promise<string[]> {
  const names: string[] = [];
  for await (const layer of layers) {
    const id = runKey(layer.run).slice(0, 12);
    const name = `offline-run-${stamp(layer.run.startedAt)}-${id}`;
    await mkdir(join(folder, name));
    await LogFile.write(join(folder, name, `run-${id}.wandb`), (log) => writeRun(log, { layer, range, id }));
    names.push(name);
  }
  return names;
}

async function writeRun(
  log: LogFile,
  { layer, range, id }: { readonly layer: LayerExport; readonly range: RangeChoice; readonly id: string },
): Promise<void> {
  let number = 0;
  const add = (field: number, body: Uint8Array) => {
    number += 1;
    return log.add(message(wholeField(FIELD.number, number), bytesField(field, body)));
  };
  await add(FIELD.header, bytesField(1, message(bytesField(1, WANDB_VERSION), bytesField(2, WANDB_VERSION))));
  await add(FIELD.run, runRecord(layer, { range, id }));
  const tally = new LayerTally(layer.run);
  let step = 0;
  for await (const one of chosenRanges(layer, range)) {
    tally.add(one);
    if (one.iou === null) continue;
    const values = { unit: one.unit, range: one.range, formula: one.formula, grade: one.grade, 'unit/iou': one.iou };
    const evidence = { 'unit/held_out_iou': one.heldOutIou, 'unit/times_shuffled': one.timesShuffled };
    const items = itemFields({ ...values, ...evidence, _step: step });
    await add(FIELD.history, message(...items, bytesField(2, wholeField(1, step))));
    step += 1;
  }
  // Without it nothing is shown: the summary is not made from the steps.
  const summary = Object.fromEntries(summaryValues(tally.summary()));
  await add(FIELD.summary, message(...itemFields(summary)));
  // Without it the run is shown as failed.
  await add(FIELD.exit, message(wholeField(1, layer.run.status === 'COMPLETED' ? 0 : 1)));
}

function runRecord(
  { run }: LayerExport,
  { range, id }: { readonly range: RangeChoice; readonly id: string },
): Uint8Array {
  const config = itemFields({ ...runFacts(run), accuracy: run.accuracy, range: String(range) });
  const started = millis(run.startedAt);
  const moment = message(wholeField(1, Math.floor(started / 1000)), wholeField(2, (started % 1000) * 1_000_000));
  return message(
    bytesField(1, id),
    bytesField(3, PROJECT),
    bytesField(4, message(...config)),
    bytesField(8, runTitle(run)),
    bytesField(10, 'strata'),
    bytesField(17, moment),
  );
}

/** Keys with values as JSON; what has no value has no key. */
function itemFields(values: Readonly<Record<string, string | number | null>>): Uint8Array[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === null) return [];
    const json = JSON.stringify(typeof value === 'string' ? value.toWellFormed() : value);
    return [bytesField(1, message(bytesField(1, key), bytesField(16, json)))];
  });
}

/** `20261127_180000` of an instant, in UTC. */
function stamp(instant: number): string {
  const [day = '', time = ''] = new Date(millis(instant)).toISOString().split('T');
  return `${day.replaceAll('-', '')}_${time.slice(0, 8).replaceAll(':', '')}`;
}
