import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

export interface SpawnedServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the API in a process of its own, as people run it: open, without limits of requests, unless it asks for keys. */
export async function spawnServer(
  home: string,
  { keys = false }: { /** Default no. */ readonly keys?: boolean } = {},
): Promise<SpawnedServer> {
  const child = fork(path.resolve(import.meta.dirname, 'bench-server.ts'), [home, ...(keys ? ['keys'] : [])], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const said = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  const [url] = said as [unknown];
  if (typeof url !== 'string') throw new Error('Expected the server to say where it listens; it ended instead.');
  const close = async () => {
    child.send('close');
    await once(child, 'exit');
  };
  return { url, close };
}
