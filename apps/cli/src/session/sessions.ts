import { endSessions, findPeople, listSessions, type Store, type WhichSessions } from '@strata/db';
import { StrataError } from '@strata/domain';
import { calledAs } from '@strata/files';
import { withHomeStore } from '../home.ts';
import { auditCommand, minute } from '../key/audit-command.ts';

/** Prints the sessions that work, the newest first. */
export async function printSessions({ json }: { json: boolean }): Promise<void> {
  await withHomeStore(async (store) => {
    const sessions = (await listSessions(store)).map(({ lookup: id, role, ...rest }) => ({
      id,
      role: role.toLowerCase(),
      ...rest,
    }));
    if (json) return void process.stdout.write(`${JSON.stringify(sessions, null, 2)}\n`);
    if (sessions.length === 0) process.stderr.write('Nobody is signed in.\n');
    for (const { id, role, name, subject, createdAt, expiresAt } of sessions) {
      const who = subject === null ? `key ${name}` : `${name} (${subject})`;
      const times = `begun ${minute(createdAt)}  until ${minute(expiresAt)}`;
      process.stdout.write(`${id}  ${role.padEnd(8)}  ${times}  ${who}\n`);
    }
  });
}

/**
 * Ends one session, all of a person, or all, and says how many there were.
 * @throws StrataError BAD_CONFIG unless exactly one of them is named; BAD_ID when there is no such session or person
 */
export async function endThem(asked: { id?: string | undefined; person?: string; all?: boolean }): Promise<void> {
  if ([asked.id, asked.person, asked.all].filter((one) => one !== undefined).length !== 1) {
    throw new StrataError('BAD_CONFIG', 'Expected one of: the public part of a session, --person, or --all.');
  }
  await withHomeStore(async (store) => {
    const ended = await endSessions(store, await whichOf(store, asked));
    if (ended === 0 && asked.id !== undefined) {
      const message = `Expected the public part of a session that works, as "${calledAs()} session ls" lists it; there is none.`;
      throw new StrataError('BAD_ID', message);
    }
    const target = asked.id ?? asked.person ?? 'all';
    await auditCommand(store, { operation: 'endSessions', target });
    process.stdout.write(`Ended ${ended} session${ended === 1 ? '' : 's'}.\n`);
  });
}

async function whichOf(
  store: Store,
  { id, person }: { id?: string | undefined; person?: string },
): Promise<WhichSessions> {
  // The whole text, as a cookie has it, does as well.
  if (id !== undefined) return { lookup: /^session_([0-9a-f]{16})_/.exec(id)?.[1] ?? id };
  if (person === undefined) return 'all';
  const found = await findPeople(store, person);
  const [only] = found;
  if (only && found.length === 1) return { personId: only.id };
  const message = only
    ? `Several people are called "${person}". Name one by the provider’s own name: ${found.map(({ subject }) => subject).join(', ')}.`
    : `Nobody called "${person}" has signed in. "${calledAs()} session ls" lists who is.`;
  throw new StrataError('BAD_ID', message);
}
