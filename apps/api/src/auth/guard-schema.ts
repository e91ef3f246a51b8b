import { finishAudit, type Role, startAudit } from '@strata/db';
import { defaultFieldResolver, GraphQLError, type GraphQLField, type GraphQLSchema, isObjectType } from 'graphql';
import { type Caller, mayAs } from '../caller.ts';
import type { ApiContext } from '../context.ts';
import { FIELD_ROLES, roleFor } from './rules.ts';

type Resolve = NonNullable<GraphQLField<unknown, ApiContext>['resolve']>;

/**
 * Makes every field of FIELD_ROLES ask for its role, and every mutation leave its trace in the audit, refused ones too.
 * @throws Error when a rule names no field or a mutation has no rule: a defect, met when the program starts
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  for (const name of Object.keys(FIELD_ROLES)) {
    const [type = '', field = ''] = name.split('.');
    const owner = schema.getType(type);
    const found = isObjectType(owner) ? owner.getFields()[field] : undefined;
    if (!found) throw new Error(`A rule names ${name}, which the schema does not have.`);
    found.resolve = guarded(type, { name: field, resolve: found.resolve ?? defaultFieldResolver });
  }
  for (const [name, field] of Object.entries(schema.getMutationType()?.getFields() ?? {})) {
    if (!(`Mutation.${name}` in FIELD_ROLES)) throw new Error(`The mutation ${name} has no rule in auth/rules.ts.`);
    field.resolve = audited(field.resolve ?? defaultFieldResolver);
  }
  return schema;
}

function guarded(type: string, { name, resolve }: { name: string; resolve: Resolve }): Resolve {
  const role = roleFor(type, name);
  return (source, args, context, info) => {
    if (mayAs(context.caller, role)) return resolve(source, args, context, info);
    throw new GraphQLError(refusalOf(context.caller, { name, role }), { extensions: { code: 'FORBIDDEN' } });
  };
}

function refusalOf(caller: Caller, { name, role }: { name: string; role: Role }): string {
  if (caller.personId !== null)
    return `${name} needs the role ${role}; your groups have ${caller.role}. Ask whoever looks after the installation.`;
  return `${name} needs the role ${role}; this key has ${caller.role}. Ask with a key of that role.`;
}

/** Written before and completed after: also what was cut off in the middle leaves its trace. */
function audited(resolve: Resolve): Resolve {
  return async (source, args, context, info) => {
    const { caller, writer, requestId } = context;
    const { input } = args as { input?: { id?: unknown; modelVersion?: unknown } };
    const target = input?.id ?? input?.modelVersion;
    const id = await startAudit(writer, {
      apiKeyId: caller.keyId,
      personId: caller.personId,
      actor: caller.name,
      subject: caller.subject,
      role: caller.role,
      requestId,
      operation: info.fieldName,
      target: typeof target === 'string' ? target : null,
    });
    try {
      const result: unknown = await resolve(source, args, context, info);
      await finishAudit(writer, { id, outcome: outcomeOf(result) });
      return result;
    } catch (error) {
      const code = error instanceof GraphQLError ? error.extensions.code : undefined;
      const outcome = typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR';
      await finishAudit(writer, { id, outcome }).catch(() => undefined);
      throw error;
    }
  };
}

/** Results are members of unions and carry their type's name; successes are named so. */
function outcomeOf(result: unknown): string {
  const name = typeof result === 'object' && result !== null && '__typename' in result ? result.__typename : null;
  return typeof name === 'string' && !name.endsWith('Success') ? name : 'OK';
}
