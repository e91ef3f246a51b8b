/** Something that the palette leads to. */
export interface PaletteEntry {
  readonly kind: 'page' | 'neuron' | 'concept' | 'formula' | 'version' | 'layer' | 'model';
  readonly text: string;
  /** Where it lies, or what it is. */
  readonly note: string;
  readonly href: string;
}

/** Entries of a kind under their heading. */
export interface PaletteGroup {
  readonly title: string;
  readonly entries: readonly PaletteEntry[];
}
