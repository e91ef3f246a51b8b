import { startApi } from '@strata/api';
import { openStore } from '@strata/db';

/**
 * The API as a process of its own over the database of a folder, so that those who measure it don't share its thread.
 * Tells its parent where it listens, and ends when the parent says so. Callers may ask as fast as they can, unless it asks
 * for keys: then as fast as people's servers let them.
 */
const [home = '', keys] = process.argv.slice(2);
const store = await openStore({ home });
const api = await startApi(
  keys === 'keys' ? { store, port: 0, open: false } : { store, port: 0, rateLimit: { burst: 1e9, perSecond: 1e9 } },
);
process.once('message', async () => {
  await api.close();
  await store.close();
  process.disconnect();
});
process.send?.(api.url);
