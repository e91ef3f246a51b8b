import { type ResolveFnOutput, registerHooks } from 'node:module';

/** Within the library, not the packages below it. */
const INSIDE = /\/node_modules\/drizzle-orm\/(?!.*\/node_modules\/)/u;
const ENTRY = /^drizzle-orm(?:\/|$)/u;
const known = new Map<string, ResolveFnOutput>();

/*
 * To be imported before anything that imports drizzle-orm. For every import inside a package the runtime reads the
 * whole `exports` of its package.json anew, only to learn that a file is a module. Those of drizzle-orm are 180 kB long,
 * and its imports many: that took more than half of a command's start. Inside the library a relative import is the file
 * that it names, and the library's own names lead to the same files whoever asks.
 */
registerHooks({
  resolve: (specifier, context, next) => {
    const { parentURL, conditions } = context;
    if (specifier.startsWith('.')) {
      if (!parentURL || !INSIDE.test(parentURL) || !conditions.includes('import')) return next(specifier, context);
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true };
    }
    if (!ENTRY.test(specifier)) return next(specifier, context);
    const asked = `${specifier} ${conditions.join()}`;
    const found = known.get(asked) ?? next(specifier, context);
    known.set(asked, found);
    return { ...found, shortCircuit: true };
  },
});
