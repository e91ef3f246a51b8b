import { parentPort, workerData } from 'node:worker_threads';
import { buildSchema } from 'graphql';
import { type AskedDocument, type CheckOptions, documentChecker } from './check-document.ts';

/** What the thread starts with: the schema as text, since functions don't go to another thread and none is asked there. */
export interface DocumentThreadData extends CheckOptions {
  readonly schemaText: string;
}

const { schemaText, ...options } = workerData as DocumentThreadData;
const check = documentChecker(buildSchema(schemaText), options);

parentPort?.on('message', async (asked: AskedDocument) => {
  parentPort?.postMessage(await check(asked));
});
