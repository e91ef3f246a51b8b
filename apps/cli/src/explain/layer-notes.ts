import type { NamedLayer } from '@strata/onnx';

/**
 * What is to be said of the names that layers were asked by: a name that an exporter counted out is another layer's in the
 * next export, and one that is a tensor's and a module's may mean the other. Names with their path in them say it all.
 */
export function layerNotes(layers: readonly NamedLayer[]): string[] {
  return layers.flatMap(({ name, tensor, modules, end, calls }) => {
    if (calls.length > 0) return [callsNote(name, calls)];
    if (tensor !== name || name.includes('/')) return [];
    if (end !== null && end !== tensor) {
      return [
        `"${name}" is a tensor and a module, which gives "${end}". The tensor was taken; for the module give --layer "${end}".`,
      ];
    }
    const [last] = modules.slice(-1);
    if (last === undefined || modules.includes(name)) return [];
    return [
      `"${name}" is what module ${modules.map((path) => `"${path}"`).join(', ')} gives. Exports number tensors anew: with --layer ${last} the layer is stored by its path, and versions meet.`,
    ];
  });
}

function callsNote(name: string, calls: readonly string[]): string {
  const others = calls.map((call) => `"${call}"`).join(', ');
  return calls.some((call) => call.includes('#'))
    ? `module "${name}" is called ${calls.length} times; what its last call gives was taken. Single calls are ${others}.`
    : `beside module "${name}" stands ${others}, which is how the older exporter names later calls of one module. If it is one, "${name}" is its first call.`;
}
