import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const config: NextConfig = {
  transpilePackages: ['@strata/domain'],
  turbopack: { root: path.resolve(process.cwd(), '../..') },
  // TypeScript 7 has no JavaScript API; the check runs through its command line.
  experimental: { useTypeScriptCli: true },
};

export default createNextIntlPlugin('./i18n/request.ts')(config);
