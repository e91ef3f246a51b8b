import type { ROLES } from '@strata/db';
import { roleFor } from '../auth/rules.ts';
import { type Caller, mayAs } from '../caller.ts';
import { builder } from './builder.ts';

export const Role = builder.enumType('Role', {
  description: 'What a key or a person may do: each role may do all that those before it may.',
  values: {
    VIEWER: { description: 'Read everything but the audit.' },
    REVIEWER: { description: 'Judge explanations, too.' },
    ADMIN: { description: 'Start and stop runs and read the audit, too.' },
  } satisfies Record<(typeof ROLES)[number], unknown>,
});

const Viewer = builder.objectRef<Caller>('Viewer').implement({
  description: 'Who asks: a key, a person who signed in, or on an open server anybody on its machine.',
  fields: (t) => ({
    role: t.expose('role', {
      type: Role,
      description: 'The role of the key, or that the person’s groups give; ADMIN on an open server.',
    }),
    name: t.string({
      nullable: true,
      description: 'The key’s or the person’s name; null on an open server, where nobody has one.',
      resolve: ({ via, name }) => (via === 'open' ? null : name),
    }),
    subject: t.exposeString('subject', {
      nullable: true,
      description: 'The provider’s own name for the person who signed in with OpenID Connect; null for keys.',
    }),
    keyName: t.string({
      nullable: true,
      description: 'The key’s name; null for people, and on an open server, where nobody has one.',
      resolve: ({ keyId, name }) => (keyId === null ? null : name),
    }),
    canReview: t.boolean({
      description: 'Whether explanations may be judged.',
      resolve: (caller) => mayAs(caller, 'REVIEWER'),
    }),
    canRun: t.boolean({
      description: 'Whether runs may be started, cancelled and retried.',
      resolve: (caller) => mayAs(caller, roleFor('Mutation', 'startRun')),
    }),
    canAudit: t.boolean({
      description: 'Whether the audit may be read.',
      resolve: (caller) => mayAs(caller, roleFor('Query', 'auditEntries')),
    }),
  }),
});

builder.queryFields((t) => ({
  viewer: t.field({
    type: Viewer,
    description: 'Who asks, and what they may do.',
    resolve: (_, __, { caller }) => caller,
  }),
}));
