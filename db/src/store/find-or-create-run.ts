import { eq } from 'drizzle-orm';
import { run } from '../schema/index.ts';
import { onlyRow } from './batches.ts';
import { evidenceSettingsRow } from './evidence/evidence-settings.ts';
import { feedRow } from './feed.ts';
import { findOrCreateLayer, type LayerRows } from './layer-rows.ts';
import type { Store } from './open-store.ts';
import { findOrCreateProbe, type ProbeRows } from './probe-rows.ts';
import type { RunDescriptor } from './run-descriptor.ts';
import { findOrCreateVersion } from './version-rows.ts';

/** Row ids a run's results refer to. */
export interface RunRows extends ProbeRows, LayerRows {
  readonly runId: number;
  readonly totalPixels: number;
}

/** Writes what a run is about, all or nothing; the same configuration and inputs find the same run. */
export function findOrCreateRun(store: Store, descriptor: RunDescriptor): Promise<RunRows> {
  return store.db.transaction(async (tx) => {
    const modelVersionId = await findOrCreateVersion(tx, descriptor.model);
    const probe = await findOrCreateProbe(tx, descriptor.probe);
    const layer = await findOrCreateLayer(tx, { modelVersionId, described: descriptor.layer });
    const { configHash, settingsHash, codeVersion, machine, threads, config, zeros } = descriptor;
    await tx
      .insert(run)
      .values({
        layerId: layer.layerId,
        probeDatasetId: probe.probeDatasetId,
        configHash,
        settingsHash,
        status: 'INTERRUPTED',
        unitsTotal: descriptor.units.length,
        clusters: config.clusters,
        bounds: config.bounds,
        upsampling: config.upsampling ?? 'bilinear',
        offShare: config.offShare,
        zerosOff: zeros.off,
        zeroCount: zeros.count,
        valueCount: zeros.values,
        length: config.length,
        beam: config.beam,
        search: config.search,
        grammar: config.grammar,
        searchBudgetMs: config.searchBudgetMs,
        categories: config.categories && [...config.categories],
        minConceptShare: config.minConceptShare,
        ...evidenceSettingsRow(descriptor.evidence ?? null),
        ...feedRow(descriptor.feed),
        codeVersion,
        machine,
        threads,
      })
      .onConflictDoNothing();
    const { id: runId } = onlyRow(await tx.select({ id: run.id }).from(run).where(eq(run.configHash, configHash)));
    return { ...probe, ...layer, runId, totalPixels: descriptor.probe.totalPixels };
  });
}
