import { useRouter } from 'next/navigation';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { neuronPath } from '../../../data/paths';
import { keysInside, readArea, writeArea } from '../area';
import { findPoint, openPoints, type PackedPoints, type Points, pointKey } from '../points';
import type { AtlasMapProps } from './atlas-props';
import { AtlasScene, type Spot } from './atlas-scene';
import type { Shown } from './dots';

interface Canvases {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly points: RefObject<HTMLCanvasElement | null>;
  readonly marks: RefObject<HTMLCanvasElement | null>;
}

/** The range that is read. */
export interface ReadPoint {
  /** As 37.5. */
  readonly key: string;
  readonly says: string;
}

export interface Atlas {
  readonly scene: RefObject<AtlasScene | null>;
  /** The version that is shown, or on its way. */
  readonly version: string;
  setVersion(label: string): void;
  readonly read: ReadPoint | null;
  readonly says: string;
  readonly problem: boolean;
  /** Reads the point at a place in the list; `keeps`: the address says it. */
  readAt(at: number, options?: { readonly keeps?: boolean }): void;
  /** Opens the neuron that is read. */
  open(): void;
  /** Chooses what lies in a drawn line, in places of the map. */
  choose(line: readonly Spot[]): void;
  clear(): void;
  cardHref(key: string): string;
}

/** The state of a map: version, point and area, the same as in the address, drawn by a scene. */
export function useAtlas(props: AtlasMapProps, canvases: Canvases): Atlas {
  const router = useRouter();
  const scene = useRef<AtlasScene | null>(null);
  const [version, setVersion] = useState(props.version);
  const [read, setRead] = useState<ReadPoint | null>(null);
  const { current, problem } = useShownPoints(props, { version, scene, canvases });
  useEffect(() => setVersion(props.version), [props.version]);
  const followed = useRef(props.point);
  useFollowed(props, { current, scene, setRead, followed });

  const { base, model, layer, words } = props;
  const go = useCallback(
    (change: Record<string, string>) => router.replace(addressWith(change), { scroll: false }),
    [router],
  );
  // A slider that is dragged passes by versions: the page follows where it stays.
  useEffect(() => {
    if (version === props.version) return;
    const timer = setTimeout(() => go({ version, page: '' }), 350);
    return () => clearTimeout(timer);
  }, [version, props.version, go]);

  const address = (file: string, more: Record<string, string>) =>
    `${base}/${file}?${new URLSearchParams({ layer, version, ...more })}`;
  return {
    scene,
    version,
    setVersion,
    read,
    problem,
    says: read?.says ?? '',
    readAt: (at, { keeps = false } = {}) => {
      // What was read last stays, so that the way to its pictures and links can lead over nothing.
      if (!current || at < 0) return;
      const key = pointKey(current, at);
      followed.current = key;
      scene.current?.mark(at);
      if (key !== read?.key) setRead({ key, says: sentence(current, at, words) });
      if (keeps) history.replaceState(history.state, '', addressWith({ point: key }));
    },
    open: () => {
      const [unit, range] = read?.key.split('.') ?? [];
      if (unit !== undefined) router.push(`${neuronPath({ model, version, layer }, Number(unit))}#range-${range}`);
    },
    choose: (line) => {
      const area = writeArea(line);
      if (area !== '') go({ area, drawn: version, page: '' });
    },
    clear: () => {
      followed.current = '';
      setRead(null);
      scene.current?.mark(-1);
      if (props.area !== '' || props.point !== '') go({ area: '', drawn: '', point: '', page: '' });
    },
    cardHref: (key) => address('card', { point: key }),
  };
}

/** This page's address with other values; an empty one is taken away. */
function addressWith(change: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) {
    if (value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? location.pathname : `${location.pathname}?${text}`;
}

function sentence(points: Points, at: number, words: AtlasMapProps['words']): string {
  const concept = points.concepts[(points.concept[at] as number) - 1];
  return (concept === undefined ? words.readingNameless : words.reading)
    .replace('%u', String(points.unit[at]))
    .replace('%i', String(points.range[at]))
    .replace('%g', words.grades[points.grade[at] as number] ?? '')
    .replace('%c', concept ?? '');
}

interface Showing {
  readonly version: string;
  readonly scene: RefObject<AtlasScene | null>;
  readonly canvases: Canvases;
}

/** Fetches points as versions are asked for, and shows them. */
function useShownPoints(props: AtlasMapProps, { version, scene, canvases }: Showing) {
  const known = useRef(new Map<string, Promise<Points>>());
  const [current, setCurrent] = useState<Points | null>(null);
  const [problem, setProblem] = useState(false);
  const { base, layer, colours, labels, range, only, area, drawn, sameNeurons } = props;
  const last = useRef('');
  const shown = useRef<Shown | null>(null);

  const pointsOf = useCallback(
    (label: string): Promise<Points> => {
      const found =
        known.current.get(label) ?? fetchPoints(`${base}/points?${new URLSearchParams({ layer, version: label })}`);
      known.current.set(label, found);
      found.catch(() => known.current.delete(label));
      return found;
    },
    [base, layer],
  );

  useEffect(() => {
    const [frame, points, marks] = [canvases.frame.current, canvases.points.current, canvases.marks.current];
    if (!frame || !points || !marks) return;
    const made = new AtlasScene({ frame, points, marks }, labels);
    scene.current = made;
    made.resize();
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(frame);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const dress = () => shown.current && made.dress(shown.current);
    dark.addEventListener('change', dress);
    return () => {
      watcher.disconnect();
      dark.removeEventListener('change', dress);
      made.end();
    };
  }, [canvases.frame, canvases.points, canvases.marks, labels, scene]);

  useEffect(() => {
    let isWanted = true;
    const corners = readArea(area);
    const load = async () => {
      const [points, origin] = await Promise.all([
        pointsOf(version),
        corners ? pointsOf(drawn === '' ? version : drawn) : null,
      ]);
      if (!isWanted) return;
      const selected = corners && origin ? keysInside(origin, corners) : null;
      shown.current = { colours, range, only, selected };
      const glides = sameNeurons.includes(version) && sameNeurons.includes(last.current) && !stays();
      last.current = version;
      scene.current?.show(points, shown.current, { glides });
      setCurrent(points);
      setProblem(false);
    };
    load().catch(() => isWanted && setProblem(true));
    return () => {
      isWanted = false;
    };
  }, [version, colours, range, only, area, drawn, sameNeurons, pointsOf, scene]);
  return { current, problem };
}

function stays(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

async function fetchPoints(href: string): Promise<Points> {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`Expected points, came ${response.status}.`);
  return openPoints((await response.json()) as PackedPoints[]);
}

interface Following {
  readonly current: Points | null;
  readonly scene: RefObject<AtlasScene | null>;
  readonly setRead: (read: ReadPoint | null) => void;
  /** The range that is read, as 37.5: at first the address's. */
  readonly followed: RefObject<string>;
}

/** The range that is read is followed through the versions. */
function useFollowed({ words }: AtlasMapProps, { current, scene, setRead, followed }: Following): void {
  useEffect(() => {
    if (!current) return;
    const key = followed.current;
    const at = key === '' ? -1 : findPoint(current, key);
    scene.current?.mark(at);
    setRead(at < 0 ? null : { key, says: sentence(current, at, words) });
  }, [current, words, scene, setRead, followed]);
}
