import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const NEURON = '/models/:name/versions/:label/layers/:layer/neurons/:unit';

const config: NextConfig = {
  transpilePackages: ['@strata/domain', '@strata/statistics'],
  turbopack: { root: path.resolve(process.cwd(), '../..') },
  // TypeScript 7 has no JavaScript API; the check runs through its command line.
  experimental: { useTypeScriptCli: true },
  poweredByHeader: false,
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: "frame-ancestors 'none'" },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'same-origin' },
      ],
    },
    // The later rule wins: only the view that is made for frames may stand in one.
    {
      source: NEURON,
      has: [{ type: 'query', key: 'embed', value: '1' }],
      headers: [{ key: 'Content-Security-Policy', value: 'frame-ancestors *' }],
    },
  ],
};

export default createNextIntlPlugin('./i18n/request.ts')(config);
