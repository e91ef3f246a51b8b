import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: process.env.STRATA_SCHEMA ?? '../api/schema.graphql',
  // A fragment lies beside the component that needs it.
  documents: ['features/**/*.ts', 'ui/**/*.ts'],
  generates: {
    'gql/': {
      preset: 'client',
      // The server answers browsers' sessions by these documents' hashes alone.
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        documentMode: 'string',
        enumType: 'string-literal',
        useTypeImports: true,
        scalars: { DateTime: 'string' },
        defaultScalarType: 'unknown',
      },
    },
  },
};

export default config;
