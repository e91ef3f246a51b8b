import type { SQL } from 'drizzle-orm';
import type { ComparedRangeWhere, KnownConceptWhere } from './filter-types.ts';
import { at, booleanIs, choiceIs, combine, numberIs, stringIs } from './operators.ts';

/** Conditions on a row of `comparedRangesSql`. */
export function comparedRangeWhere(where: ComparedRangeWhere, of = 'compared'): SQL {
  return combine(where, (own) => [
    stringIs(at(of, 'layer'), own.layer),
    numberIs(at(of, 'unit_index'), own.unitIndex),
    numberIs(at(of, 'cluster_index'), own.clusterIndex),
    choiceIs(at(of, 'status'), own.status),
    choiceIs(at(of, 'change'), own.change),
    booleanIs(at(of, 'meaning_changed'), own.meaningChanged),
    numberIs(at(of, 'kept'), own.kept),
    numberIs(at(of, 'similarity'), own.similarity),
    choiceIs(at(of, 'specialization_change'), own.specializationChange),
    numberIs(at(of, 'delta_iou'), own.deltaIou),
  ]);
}

/** Conditions on a row of `knownConceptsSql`. */
export function knownConceptWhere(where: KnownConceptWhere, of = 'known'): SQL {
  return combine(where, (own) => [
    stringIs(at(of, 'name'), own.name),
    stringIs(at(of, 'category'), own.category),
    numberIs(at(of, 'positive'), own.positive),
    numberIs(at(of, 'negated'), own.negated),
    numberIs(at(of, 'best_iou'), own.bestIou),
  ]);
}
