/** Shows how far a long step is. */
export interface ProgressLine {
  update(done: number, total: number): void;
  /** Something about an input that people should know, in a sentence; the step goes on. */
  note(text: string): void;
  /** The step is over; the note says what was unusual about it. */
  end(note?: string): void;
}

/** Begins to show a step: its name, and what is counted (images, units). What it shows, and where, is the caller's. */
export type StartProgress = (label: string, unit: string) => ProgressLine;

/** Shows nothing. */
export const noProgress: StartProgress = () => ({
  update: () => undefined,
  note: () => undefined,
  end: () => undefined,
});
