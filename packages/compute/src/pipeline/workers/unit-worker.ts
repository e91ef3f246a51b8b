import '../../engine.ts';
import { parentPort, workerData } from 'node:worker_threads';
import { StrataError } from '@strata/domain';
// All of the package would bring libraries for images and tables into every thread.
import { openCellMaps } from '@strata/probe/cell-maps';
import { openActivations } from '../../activations/npy-source.ts';
import { openPreparedImages } from '../../hits/prepared-file.ts';
import { explainUnits } from '../explain-units.ts';
import { unitContext } from '../unit-context.ts';
import type { WorkerAnswer, WorkerSetup, WorkerTask } from './messages.ts';

const setup = workerData as WorkerSetup;
const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread.');

const context = unitContext({
  index: setup.index,
  concepts: setup.concepts,
  config: setup.config,
  zerosOff: setup.zerosOff,
  groups: setup.groups,
  maps: openCellMaps(setup.index),
  source: openActivations(setup.activationsPath),
  images: setup.imagesPath === null ? null : openPreparedImages(setup.imagesPath, setup.index.sampleCount),
});

port.on('message', ({ units }: WorkerTask) => port.postMessage(answer(units)));

function answer(units: readonly number[]): WorkerAnswer {
  try {
    return { kind: 'done', ...explainUnits(context, units) };
  } catch (error) {
    if (error instanceof StrataError) {
      return { kind: 'failed', code: error.code, message: error.message, context: error.context };
    }
    return {
      kind: 'failed',
      code: null,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      context: {},
    };
  }
}
