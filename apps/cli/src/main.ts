import { Command } from 'commander';
import { demoCommand } from './commands/demo.ts';
import { explainCommand } from './commands/explain.ts';
import { indexCommand } from './commands/index-probe.ts';
import { serveCommand } from './commands/serve.ts';

const program = new Command('strata')
  .description('Says in words what every activation range of every neuron of a vision network responds to.')
  .version('0.1.0')
  .showHelpAfterError('(strata --help shows the commands, strata <command> --help an example)')
  .addCommand(indexCommand())
  .addCommand(explainCommand())
  .addCommand(serveCommand())
  .addCommand(demoCommand());

await program.parseAsync();
