import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { StrataError } from '@strata/domain';
import express from 'express';
import { buildDocs } from '../serve/build-pages.ts';
import { addressOf, freePort } from '../serve/ports.ts';

/** What the generator of the documentation writes; the package has it built. */
const PAGES = fileURLToPath(new URL('../../../../docs/build', import.meta.url));
const HOST = '127.0.0.1';

/**
 * Serves the pages of the documentation to this machine until the signal is aborted, and prints their address.
 * @param port preferred; another when it is taken
 * @throws StrataError SETUP_FAILED when they can't be built or no port can be listened on
 */
export async function serveDocs({
  port,
  signal,
}: {
  readonly port: number;
  readonly signal: AbortSignal;
}): Promise<void> {
  await buildDocs();
  signal.throwIfAborted();
  const app = express().disable('x-powered-by');
  app.use(express.static(PAGES, { extensions: ['html'] }));
  app.use((_, response) => response.status(404).sendFile('404.html', { root: PAGES }));
  const chosen = await freePort(port);
  const server = app.listen(chosen, HOST);
  try {
    await once(server, 'listening', { signal });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new StrataError(
      'SETUP_FAILED',
      `The documentation could not be served on port ${chosen}. Choose another with --port.`,
      {
        cause,
      },
    );
  }
  process.stdout.write(`\n  The documentation is at ${addressOf(HOST, chosen)}\n\n`);
  process.stderr.write('Press Ctrl-C to stop.\n');
  if (!signal.aborted) await once(signal, 'abort');
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
