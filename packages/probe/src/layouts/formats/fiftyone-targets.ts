import { DatasetError } from '@strata/domain';
import { z } from 'zod';
import type { IndexTable } from '../files/index-masks.ts';
import { hasKeys } from '../files/json-kind.ts';
import { Names } from '../files/names.ts';
import { expectForm } from '../files/read-json.ts';

const TARGETS = z.record(z.string(), z.string().min(1));

/**
 * The names of a field's values in FiftyOne's `metadata.json`: the field's own, else the default ones; 0 is the background.
 * @throws DatasetError when there are none, or a value is no whole number
 */
export function maskTargets(metadata: unknown, { field, path }: { readonly field: string; readonly path: string }) {
  const own =
    hasKeys(metadata, 'mask_targets') && hasKeys(metadata.mask_targets, field)
      ? metadata.mask_targets[field]
      : undefined;
  const targets = expectForm(
    TARGETS,
    own ?? (hasKeys(metadata, 'default_mask_targets') ? metadata.default_mask_targets : {}),
    `${path}: mask_targets`,
  );
  const names = new Names();
  const labels = new Map([[0, 0]]);
  for (const [value, name] of Object.entries(targets)) {
    if (!/^\d+$/u.test(value))
      throw new DatasetError(
        `${path}: mask_targets: expected whole numbers, found "${value}". Masks in colours are not read.`,
      );
    if (Number(value) > 0) labels.set(Number(value), names.labelOf(name));
  }
  if (names.list.length === 0)
    throw new DatasetError(`${path}: expected names of the values of ${field} in mask_targets, found none.`);
  const table: IndexTable = { labels, namedBy: 'metadata.json' };
  return { names: names.list, table };
}
