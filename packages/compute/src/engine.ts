import { setFlagsFromString } from 'node:v8';

/**
 * Flags of the engine without which a compiler of its, once in many runs, gives an object of numbers those of another one.
 * Processes are started with them, so that what was compiled can be kept from start to start; whoever imports this module
 * without them gets them for the whole process and its threads.
 */
export const ENGINE_FLAGS = ['--no-maglev-escape-analysis'] as const;

for (const flag of ENGINE_FLAGS) setFlagsFromString(flag);
