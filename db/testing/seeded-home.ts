import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Places, preparePlaces } from '../src/embedded/places.ts';
import { findServerUser } from '../src/embedded/server-user.ts';
import { withStartLock } from '../src/embedded/start-lock.ts';
import { openStore, type Store } from '../src/store/open-store.ts';

/** What a test does not ask: whether rows outlive a power cut. They do outlive a server that is killed, as commits are written. */
const WITHOUT_DISK = ['fsync', 'full_page_writes'];

/**
 * Opens the store of a home that has none yet, with an embedded server of its own as in use. Its files are copied from a
 * database that one run of the tests makes and migrates once; to make it anew takes as long as many a test.
 */
export async function openSeededStore(home: string): Promise<Store> {
  await seedHome(home);
  return openStore({ home });
}

/** Puts a migrated database without rows into a home that has none yet; whoever opens the home starts a server on it. */
export async function seedHome(home: string): Promise<void> {
  const seed = await makeSeed();
  const places = placesOf(home);
  if (existsSync(places.data)) throw new Error(`Expected a home without a database, ${home} has one.`);
  // With the owner: for root it is the server's user.
  await promisify(execFile)('cp', ['-a', seed.data, places.data]);
  copyFileSync(seed.password, places.password);
}

async function makeSeed(): Promise<Places> {
  const home = path.join(tmpdir(), 'strata-seed');
  const places = placesOf(home);
  const done = path.join(home, 'done');
  await withStartLock(path.join(home, 'seed.lock'), async () => {
    if (existsSync(done)) return;
    const store = await openStore({ home });
    for (const setting of WITHOUT_DISK) await store.pool.query(`alter system set ${setting} = off`);
    // Half of what is copied, and nobody makes another database there.
    await store.pool.query('update pg_database set datistemplate = false');
    for (const name of ['template0', 'template1']) await store.pool.query(`drop database ${name}`);
    await store.close();
    // The port that it had: a copy takes any.
    rmSync(path.join(places.data, 'postmaster.opts'));
    writeFileSync(done, '');
  });
  return places;
}

function placesOf(home: string): Places {
  return preparePlaces(home, findServerUser());
}
