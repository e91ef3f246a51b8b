import type { Store } from '@strata/db';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; most answers take milliseconds, none may take longer than the statement timeout. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

export type Metrics = ReturnType<typeof createMetrics>;

/** What Prometheus reads at /metrics: requests, the process, and the pool of connections. No label holds a caller's text. */
export function createMetrics(reader: Store) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'strata_http_request_seconds',
    help: 'How long requests took, by route and status.',
    labelNames: ['route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const errors = new Counter({
    name: 'strata_graphql_errors_total',
    help: 'Errors that callers were told, by code.',
    labelNames: ['code'],
    registers: [registry],
  });
  const streams = new Gauge({
    name: 'strata_event_streams',
    help: 'Streams of run events that are open.',
    registers: [registry],
  });
  new Gauge({
    name: 'strata_database_connections',
    help: 'Connections for reading, by state.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { totalCount, idleCount, waitingCount } = reader.pool;
      this.set({ state: 'used' }, totalCount - idleCount);
      this.set({ state: 'idle' }, idleCount);
      this.set({ state: 'waited_for' }, waitingCount);
    },
  });
  return { registry, requests, errors, streams };
}
