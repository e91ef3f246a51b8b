import { Router } from 'express';
import { callerOf } from '../auth/require-caller.ts';
import type { Metrics } from './metrics.ts';

/** /metrics in Prometheus's text form, for keys: a signed-in browser asks the dashboard's documents and no more. */
export function metricsRouter({ registry }: Metrics): Router {
  const router = Router();
  router.get('/metrics', async (_, response) => {
    if (callerOf(response).via === 'session') {
      const message = 'A session may send the dashboard’s documents only. Ask with a key.';
      return void response.status(403).json({ errors: [{ message, extensions: { code: 'FORBIDDEN' } }] });
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
