/** Names of concepts in order of first appearance, each with its label (place + 1): objects of one name are one concept. */
export class Names {
  readonly list: string[] = [];
  /** Labels of concepts of which some object is known by its box alone, or was drawn as one. */
  readonly boxed = new Set<number>();
  readonly #labels = new Map<string, number>();

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.labelOf(name);
  }

  /** The label of a name, which is added where it is new. */
  labelOf(name: string): number {
    const known = this.#labels.get(name);
    if (known !== undefined) return known;
    this.list.push(name);
    this.#labels.set(name, this.list.length);
    return this.list.length;
  }

  /** The label of a name; undefined where it is none. */
  known(name: string): number | undefined {
    return this.#labels.get(name);
  }
}
