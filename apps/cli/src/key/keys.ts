import { createApiKey, listApiKeys, ROLES, revokeApiKey } from '@strata/db';
import { StrataError } from '@strata/domain';
import { calledAs } from '@strata/files';
import { withHomeStore } from '../home.ts';
import { auditCommand, minute } from './audit-command.ts';

const NAME_CHARACTERS_MAX = 100;

/** Makes a key and prints it alone on standard output, so that a script can take it. */
export async function createKey({ role: word, name }: { role: string; name: string }): Promise<void> {
  const role = ROLES.find((one) => one === word.toUpperCase());
  if (!role) throw new StrataError('BAD_CONFIG', `--role: expected viewer, reviewer or admin, found "${word}".`);
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > NAME_CHARACTERS_MAX) {
    throw new StrataError('BAD_CONFIG', `--name: expected 1 to ${NAME_CHARACTERS_MAX} characters.`);
  }
  await withHomeStore(async (store) => {
    const { text, row } = await createApiKey(store, { role, name: trimmed });
    await auditCommand(store, { operation: 'createKey', target: `${row.name} (${row.lookup})` });
    process.stdout.write(`${text}\n`);
    process.stderr.write(
      `Keep it now: it is not shown again. "${calledAs()} key revoke ${row.lookup}" makes it useless.\n`,
    );
  });
}

/** Prints the keys, the newest first. */
export async function listKeys({ json }: { json: boolean }): Promise<void> {
  await withHomeStore(async (store) => {
    const keys = (await listApiKeys(store)).map(({ lookup: id, role, name, createdAt, lastUsedAt, revokedAt }) => ({
      id,
      role: role.toLowerCase(),
      name,
      createdAt,
      lastUsedAt,
      revokedAt,
    }));
    if (json) return void process.stdout.write(`${JSON.stringify(keys, null, 2)}\n`);
    if (keys.length === 0)
      process.stderr.write(`No keys yet. Make one: ${calledAs()} key create --role viewer --name ci\n`);
    for (const { id, role, name, createdAt, lastUsedAt, revokedAt } of keys) {
      const use = revokedAt ? `revoked ${minute(revokedAt)}` : `last used ${lastUsedAt ? minute(lastUsedAt) : 'never'}`;
      process.stdout.write(`${id}  ${role.padEnd(8)}  made ${minute(createdAt)}  ${use.padEnd(26)}  ${name}\n`);
    }
  });
}

/**
 * Revokes the key of this public part, also when the whole key is given.
 * @throws StrataError BAD_ID when no key that still works has it
 */
export async function revokeKey(text: string): Promise<void> {
  const lookup = /^strata_([0-9a-f]{16})_/.exec(text)?.[1] ?? text;
  await withHomeStore(async (store) => {
    const revoked = await revokeApiKey(store, lookup);
    if (!revoked) {
      const message = `Expected the public part of a key that works, as "${calledAs()} key ls" lists it; there is no such key.`;
      throw new StrataError('BAD_ID', message);
    }
    await auditCommand(store, { operation: 'revokeKey', target: `${revoked.name} (${revoked.lookup})` });
    process.stdout.write(`Revoked ${revoked.lookup} (${revoked.name}).\n`);
  });
}
