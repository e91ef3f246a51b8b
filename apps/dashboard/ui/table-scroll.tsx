import type { ReactNode } from 'react';

interface TableScrollProps {
  /** What the table is about; no other region of the page is called so. */
  readonly label: string;
  readonly children: ReactNode;
}

/** Where a table that is wider than the page scrolls by itself, by keyboard, too. */
export function TableScroll({ label, children }: TableScrollProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
