import { calledAs } from '@strata/files';
import { Command } from 'commander';
import type { GateFlags } from '../gate/gate-flags.ts';
import { EXIT, runCommand } from '../run-command.ts';

const EXAMPLES = `
Each rule has a metric with a threshold, or a change against the baseline, or a concept that must be known:

  rules:
    - metric: timesShuffled          # held-out overlap over that of shuffled images
      range: highest
      threshold: 1.5
    - metric: iou
      range: all
      minRelativeChange: -0.1        # at most a tenth worse than the baseline
    - concept: person
      range: 5
      timesShuffledMin: 3

Every rule is decided on the 95 % interval of what was measured. Exit code: 0 all pass; 1 one fails; 2 could not judge,
which an incomplete run, unequal settings, too wide an interval and a fault in the rules are.

Examples:
  ${calledAs()} gate --model resnet --version "epoch 30" --baseline "epoch 20" --rules gate.yaml
  ${calledAs()} gate --model resnet --version "epoch 30" --rules gate.yaml --junit gate.xml --markdown gate.md
  ${calledAs()} gate --schema > gate.schema.json`;

/** `strata gate`: whether a version may pass, by rules. */
export function gateCommand(): Command {
  return new Command('gate')
    .description('Decide by rules whether a version passes: for CI, with its reasons.')
    .option('--model <name>', 'the model’s name in the database')
    .option('--version <label>', 'the version’s label, or a tag such as candidate')
    .option('--baseline <label>', 'the version that changes are measured against, by label or tag')
    .option('--rules <file>', 'the rules, as YAML or JSON')
    .option('--explain', 'say for each check how it was decided')
    .option('--json <file>', 'write the decision as JSON too (- for standard output)')
    .option('--junit <file>', 'write it as JUnit XML too')
    .option('--sarif <file>', 'write what does not pass as SARIF too, for code scanning')
    .option('--markdown <file>', 'write it for a pull request too')
    .option('--schema', 'print the JSON schema of rules, for editors, and end')
    .addHelpText('after', EXAMPLES)
    .action((flags: GateFlags) =>
      runCommand(async () => (await import('../gate/gate.ts')).gate(flags), { failed: EXIT.undecided }),
    );
}
