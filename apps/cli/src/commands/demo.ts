import { calledAs } from '@strata/files';
import { Command } from 'commander';
import type { DemoFlags } from '../demo/run-demo.ts';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';
import { DEFAULT_PORTS } from '../serve/ports.ts';

/** `strata demo`: the bundled world and checkpoints through the whole pipeline, to a page. */
export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'Explain every bundled checkpoint of the bundled network, print how its ranges change, and serve the pages.',
    )
    .option('--once', 'stop after the table; serve nothing', false)
    .option('--threads <n>', 'worker threads', whole(1, 64), 2)
    .option('--port <n>', 'the dashboard’s port; another when it is taken', whole(1, 65_535), DEFAULT_PORTS.dashboard)
    .option('--api-port <n>', 'the GraphQL API’s port; another when it is taken', whole(1, 65_535), DEFAULT_PORTS.api)
    .addHelpText('after', `\nExample:\n  ${calledAs()} demo\n  ${calledAs()} demo --once`)
    .action((flags: DemoFlags) =>
      runCommand(async (signal) => (await import('../demo/run-demo.ts')).runDemo(flags, signal)),
    );
}
