import './audit-entry.ts';
import './cluster.ts';
import './cluster-sample.ts';
import './concept.ts';
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
import './viewer.ts';
import { guardSchema } from '../auth/guard-schema.ts';
import { builder } from './builder.ts';

/** The whole schema: every import above adds its type; then roles are asked for. */
export const schema = guardSchema(builder.toSchema());
