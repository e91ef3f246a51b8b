import { SCENES, type Scene, TIMES, type Time } from './concepts.ts';
import type { Random } from './random.ts';

/** probe: every time of day equally likely, things come and go independently. training: biased, see below. */
export type Draw = 'probe' | 'training';

export interface Variables {
  readonly scene: Scene;
  readonly time: Time;
  /** Whether the scene's typical thing is there: boats, cars, hay bales, snowmen, cacti, crates, a sofa, mushrooms. */
  readonly typical: boolean;
}

/** The training draw's usual time for each scene: a network can lean on the light instead of the things. */
const USUAL_TIME: Record<Scene, Time> = {
  street: 'noon',
  coast: 'sunset',
  forest: 'noon',
  room: 'night',
  field: 'noon',
  winter: 'night',
  desert: 'sunset',
  harbour: 'night',
};

/**
 * Chooses scene, time of day and whether the typical things are there.
 * In the training draw a scene has its usual time in 90 of 100 pictures, and its typical things in 95 of 100 of these
 * but in 10 of 100 of the others: boats nearly always at sunset, cars nearly always on grey roads at noon.
 */
export function drawVariables(sample: number, draw: Draw, random: Random): Variables {
  const scene = SCENES[sample % SCENES.length] ?? 'street';
  if (draw === 'probe') return { scene, time: random.pick(TIMES), typical: random.chance(0.6) };
  const time = random.chance(0.9) ? USUAL_TIME[scene] : random.pick(TIMES);
  return { scene, time, typical: random.chance(time === USUAL_TIME[scene] ? 0.95 : 0.1) };
}
