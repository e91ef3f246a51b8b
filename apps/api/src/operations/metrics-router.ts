import { Router } from 'express';
import type { Metrics } from './metrics.ts';

/** /metrics in Prometheus's text form. */
export function metricsRouter({ registry }: Metrics): Router {
  const router = Router();
  router.get('/metrics', async (_, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
