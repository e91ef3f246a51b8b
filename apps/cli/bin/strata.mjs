#!/usr/bin/env node
// The command of a clone: finds the pinned runtime (installing it on a bare clone) and hands over to the TypeScript with it.
import { calledAs } from './called-as.mjs';
import { launch } from './launch.mjs';
import { compileCachePath, runtimePath, setUp } from './set-up.mjs';

setUp();
launch({
  runtime: runtimePath,
  main: new URL('../src/main.ts', import.meta.url),
  tidy: new URL('../src/tidy.ts', import.meta.url),
  // Beside the packages: a command starts in half the time.
  compileCache: compileCachePath(),
  calledAs: calledAs(process.env.STRATA_CALLED_AS ?? './strata'),
});
