import { Command } from 'commander';
import { runDemo } from '../demo/run-demo.ts';
import { runCommand } from '../run-command.ts';

/** `strata demo`: the bundled world and checkpoints through the whole pipeline. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('Explain every bundled checkpoint of the bundled network and print how its ranges change.')
    .option('--threads <n>', 'worker threads', Number, 2)
    .addHelpText('after', '\nExample:\n  npm run demo')
    .action((flags: { threads: number }) => runCommand((signal) => runDemo(flags, signal)));
}
