import type { ReactNode } from 'react';
import type { ConceptLabel } from '../map-labels';
import type { Colours } from '../palette';

/** A version that the slider reaches. */
export interface SliderVersion {
  readonly label: string;
  readonly note: string;
}

export interface MapWords {
  readonly label: string;
  readonly hint: string;
  /** %u neuron, %i range, %g grade, %c concept. */
  readonly reading: string;
  /** The same without a concept. */
  readonly readingNameless: string;
  /** By grade's number in the packed points. */
  readonly grades: readonly string[];
  readonly version: string;
  readonly select: string;
  readonly move: string;
  readonly larger: string;
  readonly smaller: string;
  readonly whole: string;
  readonly failed: string;
  readonly open: string;
}

export interface AtlasMapProps {
  /** The map's address without a query. */
  readonly base: string;
  readonly model: string;
  /** The layer as addresses say it. */
  readonly layer: string;
  /** In their order; those on the same map. */
  readonly versions: readonly SliderVersion[];
  readonly version: string;
  /** Versions whose neurons are the same as this one's: points glide between them. */
  readonly sameNeurons: readonly string[];
  readonly colours: Colours;
  readonly labels: readonly ConceptLabel[];
  readonly range: number | null;
  readonly only: number | null;
  /** As the address says them. */
  readonly point: string;
  readonly area: string;
  readonly drawn: string;
  readonly words: MapWords;
  /** What nearness is worth. */
  readonly nearness: string;
  /** The still picture, which scripts draw over. */
  readonly children: ReactNode;
  /** What stands beside the map. */
  readonly side: ReactNode;
}

/** What dragging does. A mouse selects unless it is to move; a finger scrolls the page unless one of them is chosen. */
export type Tool = 'read' | 'select' | 'move';
