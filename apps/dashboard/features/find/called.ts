interface Called {
  readonly name: string;
  readonly names: readonly { readonly name: string }[];
  readonly synonyms: readonly string[];
}

/** All that a concept is called, its own name first. */
export function callingsOf({ name, names, synonyms }: Called): string[] {
  return [name, ...names.map((one) => one.name), ...synonyms];
}

/** Whether a concept is called so, in any language. */
export function isCalled(concept: Called, typed: string): boolean {
  return callingsOf(concept).includes(typed);
}
