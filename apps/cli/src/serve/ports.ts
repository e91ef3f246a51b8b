import { createServer } from 'node:net';
import { StrataError } from '@strata/domain';

/** Where the dashboard, the API and the documentation listen unless told otherwise. */
export const DEFAULT_PORTS = { dashboard: 4780, api: 4781, docs: 4782 } as const;

/**
 * Makes sure that nobody listens on the port.
 * @throws StrataError PORT_TAKEN naming the option that chooses another one.
 */
export async function requireFreePort(port: number, option: string): Promise<void> {
  if (await isFree(port)) return;
  throw new StrataError(
    'PORT_TAKEN',
    `Port ${port} of 127.0.0.1 is in use. End what listens there, or choose another with ${option}.`,
    { context: { port } },
  );
}

/** The preferred port, or any free one when it is taken or 0. */
export async function freePort(preferred: number): Promise<number> {
  try {
    return await listenOnce(preferred);
  } catch {
    return listenOnce(0);
  }
}

/** The address of what listens there. */
export function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function isFree(port: number): Promise<boolean> {
  try {
    await listenOnce(port);
    return true;
  } catch {
    return false;
  }
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
