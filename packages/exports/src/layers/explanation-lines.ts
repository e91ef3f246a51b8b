import { snakeCase } from '../text/snake-case.ts';
import type { LayerExport } from './layer-export.ts';

/** A layer's explanations as JSON, a line each, by the names of columns. */
export async function* explanationLines({ explanations }: Pick<LayerExport, 'explanations'>): AsyncGenerator<string> {
  for await (const one of explanations()) {
    const named = Object.entries(one).map(([name, value]) => [snakeCase(name), value]);
    yield `${JSON.stringify(Object.fromEntries(named))}\n`;
  }
}
