export { DEMO_LAYER, DEMO_MODEL_NAME, type DemoCheckpoint, demoCheckpoints } from './checkpoints.ts';
export { DEMO_CONCEPTS, type DemoConcept } from './concepts.ts';
export {
  DEMO_SEEDS,
  type DemoTwin,
  type Randomize,
  writeUntrainedTwins,
} from './untrained-twins.ts';
export type { Draw } from './variables.ts';
export { type DemoWorld, type DemoWorldOptions, writeDemoWorld } from './world.ts';
