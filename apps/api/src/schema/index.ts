import './analytics/compare-queries.ts';
import './analytics/concept-index.ts';
import './analytics/distribution.ts';
import './analytics/unit-history.ts';
import './cluster.ts';
import './cluster-sample.ts';
import './concept.ts';
import './concept-mask.ts';
import './concept-use.ts';
import './date-time.ts';
import './default-formula.ts';
import './explanation.ts';
import './formula.ts';
import './inputs/operators.ts';
import './inputs/where.ts';
import './layer.ts';
import './model.ts';
import './model-version.ts';
import './prediction.ts';
import './probe-dataset.ts';
import './run.ts';
import './sample.ts';
import './unit.ts';
import { builder } from './builder.ts';

/** The whole schema: every import above adds its type. */
export const schema = builder.toSchema();
