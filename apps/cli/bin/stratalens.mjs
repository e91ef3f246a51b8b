#!/usr/bin/env node
// The command of the package: everything is installed and built, so it starts at once, on the Node that runs this.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { launch } from './launch.mjs';

/** The first release whose hooks into modules the command can use. */
const NODE_MIN = [22, 15];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
  process.stderr.write(
    `Expected Node ${NODE_MIN.join('.')} or later, found ${process.versions.node}. Install a newer one, or let npm bring it: npx --package node@24 --package stratalens stratalens\n`,
  );
  process.exit(1);
}
launch({
  runtime: () => process.execPath,
  main: new URL('../lib/main.js', import.meta.url),
  tidy: new URL('../lib/tidy.js', import.meta.url),
  compileCache: join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'stratalens', 'node'),
  // npx says so.
  calledAs: process.env.npm_command === 'exec' ? 'npx stratalens' : 'stratalens',
});
