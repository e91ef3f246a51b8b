/** Parts of a layer's name that say what operation made it, not where it is. */
const OPERATION =
  /^(relu\d*|leakyrelu|conv(\d+d?)?|concat|clip|add|gelu|silu|sigmoid|tanh|act(ivation)?|bn|batchnorm.*)$/iu;

/**
 * A tensor's name as people say it: `/block4/relu/Relu_output_0` is block4, `/fire9/Concat_output_0` is fire9.
 * Names that are not paths stay as they are.
 */
export function layerLabel(name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && !/_output_\d+$/u.test(part));
  return parts.findLast((part) => !OPERATION.test(part)) ?? parts.at(-1) ?? name;
}

/**
 * The layer's place in an address: its short name where that leads back to it, else the whole name. The first layer of
 * a name keeps it, so that an address stays good when layers are added.
 */
export function layerSlug(name: string, layerNames: readonly string[]): string {
  const label = layerLabel(name);
  return findLayer(label, layerNames) === name ? label : name;
}

/** The layer that a part of an address means, by its whole or its short name. */
export function findLayer(slug: string, layerNames: readonly string[]): string | undefined {
  return layerNames.find((name) => name === slug) ?? layerNames.find((name) => layerLabel(name) === slug);
}

export interface LayerPlace {
  readonly model: string;
  readonly version: string;
  /** As `layerSlug` gives it. */
  readonly layer: string;
}

const part = encodeURIComponent;

export function trendsPath({ model, layer }: Pick<LayerPlace, 'model' | 'layer'>): string {
  return `/models/${part(model)}/trends?layer=${part(layer)}`;
}

/** The model: leads on to the page of its newest version. */
export function modelPath(model: string): string {
  return `/models/${part(model)}`;
}

/** The version as a whole: its report. */
export function versionPath(model: string, version: string): string {
  return `/models/${part(model)}/versions/${part(version)}`;
}

export function layerPath({ model, version, layer }: LayerPlace): string {
  return `/models/${part(model)}/versions/${part(version)}/layers/${part(layer)}`;
}

export function neuronPath(place: LayerPlace, unitIndex: number): string {
  return `${layerPath(place)}/neurons/${unitIndex}`;
}

/** What a version's errors go with. */
export function errorsPath({ model, version }: Pick<LayerPlace, 'model' | 'version'>): string {
  return `/models/${part(model)}/versions/${part(version)}/errors`;
}

/** What a version's classes are carried by, and taken for. */
export function classesPath({ model, version }: Pick<LayerPlace, 'model' | 'version'>): string {
  return `/models/${part(model)}/versions/${part(version)}/classes`;
}

/** One of them. */
export function classPath({
  className,
  ...place
}: Pick<LayerPlace, 'model' | 'version'> & { readonly className: string }): string {
  return `${classesPath(place)}/${part(className)}`;
}

/** The run's place in the list of runs. `id` is a global id, which may hold characters that fragments may not. */
export function runPath(id: string): string {
  return `/runs#${runAnchor(id)}`;
}

export function runAnchor(id: string): string {
  return `run-${id.replace(/[^\w-]/gu, '')}`;
}

/** An image of the dataset that a version was explained on, by its number there. */
export function imagePath({ model, version }: Pick<LayerPlace, 'model' | 'version'>, sampleIndex: number): string {
  return `${versionPath(model, version)}/images/${sampleIndex}`;
}
