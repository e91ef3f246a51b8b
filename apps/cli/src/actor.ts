import { userInfo } from 'node:os';

/** Whoever runs the command has the database itself: the account's name is what is known of them. */
export function commandLineActor(): string {
  return `command line (${accountName()})`;
}

function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return String(process.getuid?.() ?? 'unknown');
  }
}
