import { calledAs } from '@strata/files';
import { Command, Option } from 'commander';
import { runCommand } from '../run-command.ts';

/** `strata reviews`: what people said of explanations. */
export function reviewsCommand(): Command {
  return new Command('reviews')
    .description('List what reviewers said of explanations, the oldest first, with every review that was ever given.')
    .addOption(
      new Option('--format <format>', 'a table to read, or all that is stored of each review')
        .choices(['table', 'json', 'csv'])
        .default('table'),
    )
    .option('--current', 'only what each reviewer says now, without what they said before')
    .addHelpText('after', `\nExample:\n  ${calledAs()} reviews --current --format csv > reviews.csv`)
    .action((flags: { format: 'table' | 'json' | 'csv'; current?: boolean }) =>
      runCommand(async () =>
        (await import('../reviews/list-reviews.ts')).listReviews({
          format: flags.format,
          currentOnly: flags.current ?? false,
        }),
      ),
    );
}
