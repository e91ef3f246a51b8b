'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

export interface RowsPage {
  readonly rows: ReactNode;
  /** Where the rows behind these begin; null when there are none. */
  readonly next: string | null;
}

interface MoreRowsProps {
  readonly first: RowsPage;
  /** Asks for the rows behind a cursor; null when they cannot be had. */
  readonly load: (after: string) => Promise<RowsPage | null>;
  readonly columnCount: number;
  readonly words: { readonly loading: string; readonly failed: string; readonly retry: string };
}

/** How far outside of the view rows stay drawn, and are fetched ahead. */
const AHEAD = '900px 0px';

/** Rows that come as one scrolls. Only those near the view are drawn; the others keep their place by their height. */
export function MoreRows({ first, load, columnCount, words }: MoreRowsProps) {
  const [pages, setPages] = useState<readonly RowsPage[]>([first]);
  const [failed, setFailed] = useState(false);
  const busy = useRef(false);
  const next = pages.at(-1)?.next ?? null;
  const more = async () => {
    if (busy.current || next === null) return;
    busy.current = true;
    setFailed(false);
    const page = await load(next).catch(() => null);
    if (page) setPages((known) => [...known, page]);
    else setFailed(true);
    busy.current = false;
  };
  return (
    <>
      {pages.map((page, index) => (
        <Rows key={page.next ?? `last ${index}`} rows={page.rows} columnCount={columnCount} />
      ))}
      {next !== null && (
        <Near onNear={failed ? undefined : more} watched={next}>
          <tr>
            <td colSpan={columnCount} className="rows-more" role={failed ? 'alert' : undefined}>
              {failed ? (
                <>
                  {words.failed}{' '}
                  <button type="button" className="text-button" onClick={more}>
                    {words.retry}
                  </button>
                </>
              ) : (
                words.loading
              )}
            </td>
          </tr>
        </Near>
      )}
    </>
  );
}

/** A body of rows that is empty, and as high as before, while it is far from the view. */
function Rows({ rows, columnCount }: { rows: ReactNode; columnCount: number }) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [height, setHeight] = useState<number | null>(null);
  useEffect(() => {
    if (!body.current) return;
    const element = body.current;
    const observer = new IntersectionObserver(
      ([entry]) => setHeight(entry?.isIntersecting === false ? element.getBoundingClientRect().height : null),
      { root: element.closest('.rows-scroll'), rootMargin: AHEAD },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <tbody ref={body}>
      {height === null ? (
        rows
      ) : (
        <tr style={{ height }}>
          <td colSpan={columnCount} />
        </tr>
      )}
    </tbody>
  );
}

interface NearProps {
  readonly onNear: (() => void) | undefined;
  /** Watches anew when this changes. */
  readonly watched: string;
  readonly children: ReactNode;
}

/** Calls when it comes near the view. */
function Near({ onNear, watched, children }: NearProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const call = useRef(onNear);
  call.current = onNear;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new cursor is a new wait
  useEffect(() => {
    if (!body.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && call.current?.(), {
      root: body.current.closest('.rows-scroll'),
      rootMargin: AHEAD,
    });
    observer.observe(body.current);
    return () => observer.disconnect();
  }, [watched]);
  return (
    <tbody ref={body} className="needs-script">
      {children}
    </tbody>
  );
}
