import type { Store } from '@strata/db';
import { Router } from 'express';

/** How long the database may take to say that it is there. */
const READY_MS_MAX = 2_000;

/** /healthz: the process answers. /readyz: it can serve, so the database answers and it is not about to stop. */
export function healthRouter(reader: Store, isStopping: () => boolean): Router {
  const router = Router();
  // Whoever asks how often: the database is asked once at a time.
  let asking: Promise<boolean> | undefined;
  const isReady = () => {
    asking ??= answers(reader).finally(() => {
      asking = undefined;
    });
    return asking;
  };
  router.get('/healthz', (_, response) => void response.json({ status: 'ok' }));
  router.get('/readyz', async (_, response) => {
    if (isStopping()) return void response.status(503).json({ status: 'stopping' });
    const ready = await isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'database unreachable' });
  });
  return router;
}

async function answers({ pool }: Store): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), READY_MS_MAX);
  });
  const answer = pool.query('select 1').then(
    () => true,
    () => false,
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
