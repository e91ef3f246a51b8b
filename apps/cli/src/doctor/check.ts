import { StrataError } from '@strata/domain';

/** What one check found. */
export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  /** Without it, nothing can be explained. */
  readonly necessary: boolean;
  /** What was found, or what is wrong. */
  readonly detail: string;
  /** Null when nothing is to be done. */
  readonly toDo: string | null;
}

/** One thing to check. `look` says what it found, or fails. */
export interface Check {
  readonly name: string;
  readonly necessary: boolean;
  readonly look: () => Promise<string>;
  /** What to do when it fails, unless the failure says so itself. */
  readonly toDo: string;
}

/** Runs a check; whatever goes wrong in it is its result. */
export async function runCheck({ name, necessary, look, toDo }: Check): Promise<CheckResult> {
  try {
    return { name, necessary, ok: true, detail: await look(), toDo: null };
  } catch (error) {
    const detail = error instanceof Error ? error.message.split('\n')[0] : String(error);
    // The project's own errors end with what to do.
    return { name, necessary, ok: false, detail: detail ?? '', toDo: error instanceof StrataError ? null : toDo };
  }
}
