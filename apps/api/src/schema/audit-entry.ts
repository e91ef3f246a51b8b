import { type AuditRow, auditEntries } from '@strata/db';
import { builder } from './builder.ts';
import { connect } from './connect.ts';
import { connectionOf } from './connection.ts';
import { pageArgs } from './page-args.ts';

const AuditEntry = builder.objectRef<AuditRow>('AuditEntry').implement({
  description: 'One thing that somebody changed, or tried to.',
  fields: (t) => ({
    at: t.expose('at', { type: 'DateTime', description: 'When it was asked for.' }),
    actor: t.exposeString('actor', {
      description: 'The name of the key or the person at the time, or how else the caller came in.',
    }),
    subject: t.exposeString('subject', {
      nullable: true,
      description:
        'The provider’s own name for the person who signed in with OpenID Connect: names can be chosen. Null for keys.',
    }),
    role: t.exposeString('role', { description: 'The role that the key or the person had.' }),
    operation: t.exposeString('operation', { description: 'The mutation, or what was done on the command line.' }),
    target: t.exposeString('target', { nullable: true, description: 'What it was done to: a global id, or a name.' }),
    outcome: t.exposeString('outcome', {
      description:
        'OK, or the name of the error; STARTED while it is under way, and if the server ended in the middle.',
    }),
    requestId: t.exposeString('requestId', {
      nullable: true,
      description: 'The request’s id, as in the server’s log; null for the command line.',
    }),
  }),
});

const AuditEntryConnection = connectionOf(AuditEntry, 'audit entries');

builder.queryFields((t) => ({
  auditEntries: t.field({
    type: AuditEntryConnection,
    description: 'What was changed by whom, the newest first. For administrators.',
    args: pageArgs(t.arg),
    resolve: (_, args, context) => connect(context, auditEntries, args),
  }),
}));
