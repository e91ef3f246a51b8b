import { startApi } from '@strata/api';
import { findModel, findVersion, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { writeFileWhole } from '@strata/files';
import { withHomeStore } from '../home.ts';
import { buildDashboard } from '../serve/build-pages.ts';
import { freePort } from '../serve/ports.ts';
import { DASHBOARD_DOCUMENTS } from '../serve/serve.ts';
import { startDashboard } from '../serve/start-dashboard.ts';
import { printPdf } from './print-pdf.ts';
import type { ReportFlags } from './report-flags.ts';
import { reportJson } from './report-json.ts';
import { selfContained } from './self-contained.ts';

interface Asked {
  readonly flags: ReportFlags;
  readonly signal: AbortSignal;
}

/**
 * Writes the report of a version in the forms asked for, each whole or not at all.
 * @throws StrataError BAD_CONFIG when no form is asked for, or model or version are not stored; SETUP_FAILED when the pages
 * or the browser don't start
 */
export async function report(word: string, { flags, signal }: Asked): Promise<void> {
  const { html, pdf, json, model: name } = flags;
  if (html === undefined && pdf === undefined && json === undefined) {
    throw new StrataError('BAD_CONFIG', 'Expected what to write: --html, --pdf or --json with a file.');
  }
  await withHomeStore(async (store) => {
    const model = await findModel(store, name);
    const { label } = await findVersion(store, model, word);
    const address = { model: model.name, version: label };
    if (json !== undefined) await write(json, await reportJson(store, { ...address, signal }));
    if (html === undefined && pdf === undefined) return;
    await withPages(store, signal, async (url) => {
      const path = `/models/${encodeURIComponent(address.model)}/versions/${encodeURIComponent(address.version)}`;
      const page = { url, path, language: flags.language };
      if (html !== undefined) await write(html, await selfContained(page, signal));
      if (pdf !== undefined) await write(pdf, await printPdf(page));
    });
  });
}

/** The pages over the store, on free ports of this machine, as long as the work takes. */
async function withPages(store: Store, signal: AbortSignal, work: (url: string) => Promise<void>): Promise<void> {
  process.stderr.write('Preparing the pages …\n');
  await buildDashboard();
  const api = await startApi({ store, port: 0, open: true, safelistPath: DASHBOARD_DOCUMENTS });
  try {
    const dashboard = await startDashboard({ port: await freePort(0), apiUrl: api.url, signal });
    try {
      await work(dashboard.url);
    } finally {
      await dashboard.close();
    }
  } finally {
    await api.close();
  }
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  if (file === '-') return void process.stdout.write(content);
  await writeFileWhole(file, content);
  process.stderr.write(`Wrote ${file}.\n`);
}
