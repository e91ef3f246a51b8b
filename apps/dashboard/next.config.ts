import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const root = path.resolve(process.cwd(), '../..');

const config: NextConfig = {
  // The pages with the part of each package that they run on, and nothing else: served so in a clone and in the package.
  output: 'standalone',
  outputFileTracingRoot: root,
  transpilePackages: ['@strata/domain', '@strata/statistics'],
  turbopack: { root },
  // TypeScript 7 has no JavaScript API; the check runs through its command line.
  experimental: { useTypeScriptCli: true },
  poweredByHeader: false,
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Referrer-Policy', value: 'same-origin' },
      ],
    },
  ],
};

export default createNextIntlPlugin('./i18n/request.ts')(config);
