import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { RequestHandler } from 'express';
import { EXAMPLES } from './examples.ts';

/**
 * Everything the page needs is inside it: nothing may be fetched but answers of this server. Its editor compiles styles
 * and starts workers from text.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  "worker-src 'self' blob: data:",
  "style-src 'unsafe-inline'",
  "font-src data: 'self'",
  "img-src 'self' data:",
  "connect-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Shows browsers GraphiQL, which works without a network, as often as `limit` allows; programs go on to the API. */
export function graphiql(limit: RequestHandler): RequestHandler {
  let page: string | undefined;
  return (request, response, next) => {
    if (request.method !== 'GET' || request.accepts(['json', 'html']) !== 'html') return next();
    limit(request, response, () => {
      // Nine megabytes: rendered once, when someone first looks.
      page ??= renderGraphiQL({ title: 'Strata: ask the API', defaultTabs: [...EXAMPLES], headers: '{}' });
      response.set({ 'content-security-policy': POLICY, 'x-frame-options': 'DENY' }).type('html').send(page);
    });
  };
}
