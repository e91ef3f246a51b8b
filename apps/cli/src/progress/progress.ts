import type { ProgressLine, StartProgress } from '@strata/runs';
import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import { drawn, terminalSafe } from '../terminal-safe.ts';

const LINE_EVERY_MS = 5_000;

/**
 * Progress on standard error: a bar with rate and time left on a terminal, a plain line every five seconds elsewhere.
 * Standard output stays free for results.
 */
export function startProgress(label: string, unit: string): ProgressLine {
  return process.stderr.isTTY ? barProgress(label, unit) : plainProgress(label, unit);
}

/** Shows what people should know, and no more: a worker says how far its runs are in events. */
export const notesOnly: StartProgress = () => ({ update: () => undefined, note: writeNote, end: () => undefined });

function writeNote(text: string): void {
  process.stderr.write(`Note: ${text}\n`);
}

function barProgress(label: string, unit: string): ProgressLine {
  const bars = new MultiBar(
    {
      format: `${terminalSafe(label).padEnd(12)} {bar} {percentage} % · {value}/{total} ${unit} · {eta_formatted} left`,
      hideCursor: true,
      stopOnComplete: false,
      stream: drawn(process.stderr),
    },
    Presets.shades_classic,
  );
  let bar: SingleBar | null = null;
  return {
    update(done, total) {
      bar ??= bars.create(total, done);
      bar.setTotal(total);
      bar.update(done);
    },
    note: writeNote,
    end() {
      bars.stop();
    },
  };
}

function plainProgress(label: string, unit: string): ProgressLine {
  const started = performance.now();
  let last = started;
  let first: number | null = null;
  return {
    update(done, total) {
      first ??= done;
      const now = performance.now();
      if (now - last < LINE_EVERY_MS) return;
      last = now;
      const rate = (done - first) / ((now - started) / 1000);
      const left = rate > 0 ? ` · ${((total - done) / rate).toFixed(0)} s left` : '';
      process.stderr.write(`${label}: ${done}/${total} ${unit} · ${rate.toFixed(1)} ${unit}/s${left}\n`);
    },
    note: writeNote,
    end(note) {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stderr.write(`${label}: done in ${seconds} s${note ? ` · ${note}` : ''}\n`);
    },
  };
}
