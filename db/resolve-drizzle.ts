import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
let resolving = false;

/*
 * npm may place drizzle-kit at the root and drizzle-orm in this package; the tool then cannot find the library.
 * Every drizzle-orm import is therefore resolved from here. The flag lets our own lookup pass through.
 */
registerHooks({
  resolve: (specifier, context, next) => {
    if (resolving || !/^drizzle-orm(\/|$)/.test(specifier)) return next(specifier, context);
    if (!context.conditions.includes('require')) return next(specifier, { ...context, parentURL: import.meta.url });
    resolving = true;
    try {
      return { url: pathToFileURL(require.resolve(specifier)).href, shortCircuit: true };
    } finally {
      resolving = false;
    }
  },
});
