import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface DemoCheckpoint {
  /** Absolute path of the ONNX file; its preprocessing lies beside it. */
  readonly path: string;
  readonly label: string;
  readonly sequence: number;
  readonly isBaseline: boolean;
  /** Share of the 480 probe samples whose scene is named rightly, measured by train.py. */
  readonly accuracy: number;
  readonly epoch: number;
}

export const DEMO_MODEL_NAME = 'demo-cnn';
/** Tensor of the probed layer: the ReLU of the fourth block, 64 units of 16 by 16. */
export const DEMO_LAYER = '/block4/relu/Relu_output_0';

/** The committed stages of training of the demo network, from untrained to trained. */
export function demoCheckpoints(): DemoCheckpoint[] {
  const folder = new URL('../checkpoints/', import.meta.url);
  const record: { versions: (Omit<DemoCheckpoint, 'path'> & { file: string })[] } = JSON.parse(
    readFileSync(new URL('checkpoints.json', folder), 'utf8'),
  );
  return record.versions.map(({ file, ...version }) => ({ path: fileURLToPath(new URL(file, folder)), ...version }));
}
