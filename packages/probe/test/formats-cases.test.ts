import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formatsTable } from './formats-table.ts';

/** Right values made with the tools' own libraries; they are no part of the repository. */
const CASES = fileURLToPath(new URL('../../../../shared/cases/formats', import.meta.url));

describe.skipIf(!existsSync(CASES))('datasets as their tools wrote them (skipped without the cases)', () => {
  it('are read to the pixels of the tools’ own libraries, and bad ones are refused with file and item', async () => {
    const outcomes = await formatsTable(CASES);
    const wrong = outcomes.filter(({ outcome }) => outcome !== 'right' && outcome !== 'refused');
    expect(wrong).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(0);
  });
});
