import { calledAs, packageVersion } from '@strata/files';
import './resolve-drizzle.ts';
import { Command } from 'commander';
import { endWithParent } from './end-with-parent.ts';
import { writeSafely } from './terminal-safe.ts';

/** What writing to a terminal that was closed fails with. */
const TERMINAL_GONE: ReadonlySet<string | undefined> = new Set(['EIO', 'ENXIO']);

/** Each command's module is loaded when it is asked for: what one needs, another need not wait for. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  layers: async () => (await import('./commands/layers.ts')).layersCommand(),
  index: async () => (await import('./commands/index-probe.ts')).indexCommand(),
  explain: async () => (await import('./commands/explain.ts')).explainCommand(),
  pilot: async () => (await import('./commands/pilot.ts')).pilotCommand(),
  atlas: async () => (await import('./commands/atlas.ts')).atlasCommand(),
  compare: async () => (await import('./commands/compare.ts')).compareCommand(),
  score: async () => (await import('./commands/score.ts')).scoreCommand(),
  errors: async () => (await import('./commands/errors.ts')).errorsCommand(),
  classes: async () => (await import('./commands/classes.ts')).classesCommand(),
  collect: async () => (await import('./commands/collect.ts')).collectCommand(),
  patch: async () => (await import('./commands/patch.ts')).patchCommand(),
  gate: async () => (await import('./commands/gate.ts')).gateCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  report: async () => (await import('./commands/report.ts')).reportCommand(),
  tag: async () => (await import('./commands/tag.ts')).tagCommand(),
  strategies: async () => (await import('./commands/strategies.ts')).strategiesCommand(),
  randomize: async () => (await import('./commands/randomize.ts')).randomizeCommand(),
  cache: async () => (await import('./commands/cache.ts')).cacheCommand(),
  serve: async () => (await import('./commands/serve.ts')).serveCommand(),
  query: async () => (await import('./commands/query.ts')).queryCommand(),
  worker: async () => (await import('./commands/worker.ts')).workerCommand(),
  key: async () => (await import('./commands/key.ts')).keyCommand(),
  session: async () => (await import('./commands/session.ts')).sessionCommand(),
  reviews: async () => (await import('./commands/reviews.ts')).reviewsCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  docs: async () => (await import('./commands/docs.ts')).docsCommand(),
  demo: async () => (await import('./commands/demo.ts')).demoCommand(),
};

// Names of files, models and datasets are others' texts.
writeSafely(process.stdout);
writeSafely(process.stderr);

// A reader that has seen enough (`strata layers model.onnx | head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (TERMINAL_GONE.has(error.code)) return;
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
// What nobody reads any more must not keep the work from ending well.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE' && !TERMINAL_GONE.has(error.code)) throw error;
});
endWithParent();

const program = new Command(calledAs())
  .description('Says in words what every activation range of every neuron of a vision network responds to.')
  .version(packageVersion())
  // What stands behind a command is the command's: a gate's --version is a checkpoint's.
  .enablePositionalOptions()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /u, 'Error: ')) })
  .addHelpText('after', `\nExample:\n  ${calledAs()} demo`);

const name = process.argv[2] ?? '';
// What every object has, such as "constructor", is no command.
const asked = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
for (const load of asked ? [asked] : Object.values(COMMANDS)) {
  const command = await load();
  // Every command says what is wrong in the same way, and where its help is.
  command.copyInheritedSettings(program).showHelpAfterError(`See ${calledAs()} ${command.name()} --help.`);
  for (const part of command.commands) {
    part
      .copyInheritedSettings(command)
      .showHelpAfterError(`See ${calledAs()} ${command.name()} ${part.name()} --help.`);
  }
  program.addCommand(command);
}
program.showHelpAfterError(`See ${calledAs()} --help.`);

await program.parseAsync();
