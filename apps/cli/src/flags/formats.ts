import type { ProbeFormat } from '@strata/probe';

/** The dataset layouts to choose from, without loading their readers to print a help text. */
export const FORMATS = Object.keys({ broden: true, planes: true } satisfies Record<ProbeFormat, true>);
