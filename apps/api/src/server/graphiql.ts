import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { RequestHandler } from 'express';

const EXAMPLE = `# Which neurons respond to something? Press Ctrl-Enter to ask, Ctrl-Space for what can be written.
# The panel on the left explains every word. "Headers" below takes JSON, for example {"x-request-id": "mine"};
# a server on this machine needs none.

query WhatNeuronsRespondTo {
  explanations(
    first: 10
    # The strongest range, well beyond chance; add for example: concept: { name: { eq: "sky" }, negated: false }
    where: { clusterIndex: { eq: 5 }, lift: { gt: 2 } }
  ) {
    totalCount
    nodes {
      unit { unitIndex layer { name modelVersion { label model { name } } } }
      formula { text }
      iou
      chance
      lift
    }
    pageInfo { hasNextPage endCursor }
  }
}
`;

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

/** Shows browsers GraphiQL, which works without a network; programs go on to the API. */
export function graphiql(): RequestHandler {
  let page: string | undefined;
  return (request, response, next) => {
    if (request.method !== 'GET' || request.accepts(['json', 'html']) !== 'html') return next();
    // Nine megabytes: rendered once, when someone first looks.
    page ??= renderGraphiQL({ title: 'Strata: ask the API', defaultQuery: EXAMPLE, headers: '{}' });
    response.set({ 'content-security-policy': POLICY, 'x-frame-options': 'DENY' }).type('html').send(page);
  };
}
