import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';

const packages = readdirSync(join(import.meta.dirname, '../reference/packages'))
  .map((file) => file.replace(/\.md$/u, ''))
  .sort()
  .map((name) => ({ text: name, link: `/reference/packages/${name}` }));

/** Everything is inside what is built: no page asks another server for anything. */
// biome-ignore lint/style/noDefaultExport: VitePress reads it so
export default defineConfig({
  title: 'Strata',
  description: 'What every activation range of every neuron of a vision network responds to, in words.',
  lang: 'en',
  outDir: '../build',
  cacheDir: '../.cache',
  // Parts of other pages.
  srcExclude: ['reference/graphql-fields.md', 'reference/python-names.md'],
  // What lies beside the pages in the repository.
  ignoreDeadLinks: [/ci\/gate\.yaml/u],
  // A page whose sources did not change is the same file.
  lastUpdated: false,
  // Braces in docstrings are sets and objects.
  markdown: { attrs: { disable: true } },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'Start', link: '/start/pytorch' },
      { text: 'Reference', link: '/reference/graphql' },
    ],
    sidebar: [
      {
        text: 'Five minutes',
        items: [
          { text: 'from PyTorch', link: '/start/pytorch' },
          { text: 'from Keras', link: '/start/keras' },
          { text: 'from masks alone', link: '/start/masks' },
        ],
      },
      {
        text: 'Using it',
        items: [
          { text: 'How to read a page', link: '/reading' },
          { text: 'A gate in CI', link: '/gate' },
          { text: 'Exports', link: '/exports' },
          { text: 'Formats of exports', link: '/export-formats' },
          { text: 'Troubleshooting', link: '/troubleshooting' },
        ],
      },
      {
        text: 'What it rests on',
        items: [
          { text: 'How often it is wrong', link: '/validity' },
          { text: 'Errors and their causes', link: '/errors' },
        ],
      },
      {
        text: 'Reference',
        items: [
          { text: 'GraphQL', link: '/reference/graphql' },
          { text: 'Python', link: '/reference/python' },
          { text: 'Packages', link: '/reference/packages', collapsed: true, items: packages },
        ],
      },
    ],
  },
});
