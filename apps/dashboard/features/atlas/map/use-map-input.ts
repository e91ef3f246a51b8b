import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Tool } from './atlas-props';
import type { Spot } from './atlas-scene';
import type { Atlas } from './use-atlas';

/** Shorter lines, in pixels of the screen, are clicks. */
const DRAG_MIN = 6;

interface Drag {
  readonly does: 'select' | 'move';
  last: Spot;
  readonly line: Spot[];
}

/** What pointers and keys do to a map. */
export function useMapInput(atlas: Atlas) {
  const [tool, setTool] = useState<Tool>('read');
  const drag = useRef<Drag | null>(null);
  const wasDrawn = useRef(false);
  const { scene } = atlas;

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const does = tool === 'read' ? (event.pointerType === 'mouse' ? 'select' : null) : tool;
    if (event.button !== 0 || !does) return;
    const spot = spotOf(event);
    drag.current = { does, last: spot, line: [spot] };
    wasDrawn.current = false;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const spot = spotOf(event);
    const now = drag.current;
    if (!now) return event.pointerType === 'mouse' ? atlas.readAt(scene.current?.pick(spot) ?? -1) : undefined;
    now.line.push(spot);
    if (now.does === 'move') scene.current?.move({ x: spot.x - now.last.x, y: spot.y - now.last.y });
    else if (isDrawn(now.line)) scene.current?.draw(now.line);
    now.last = spot;
  };
  const onPointerUp = () => {
    const done = drag.current;
    drag.current = null;
    if (!done) return;
    scene.current?.draw([]);
    wasDrawn.current = isDrawn(done.line);
    const view = scene.current;
    if (done.does === 'select' && view && wasDrawn.current) atlas.choose(done.line.map((spot) => view.placeOf(spot)));
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    // The end of a line is no click.
    const at = wasDrawn.current ? -1 : (scene.current?.pick(spotOf(event)) ?? -1);
    wasDrawn.current = false;
    if (at >= 0) atlas.readAt(at, { keeps: true });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => onKey(event, atlas);
  useWheel(atlas);
  return {
    ...{ tool, setTool, onPointerDown, onPointerMove, onPointerUp, onClick, onKeyDown },
    onPointerCancel: onPointerUp,
    onDoubleClick: () => atlas.open(),
  };
}

function onKey(event: KeyboardEvent<HTMLDivElement>, atlas: Atlas): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { scene } = atlas;
  const by = { '+': 1.5, '-': 1 / 1.5 }[event.key];
  if (by !== undefined) scene.current?.zoom(by);
  else if (event.key === '0') scene.current?.whole();
  else if (event.key === 'Enter') atlas.open();
  else if (event.key === 'Escape') atlas.clear();
  if (!/^(?:Arrow|Page|Home$|End$)/u.test(event.key)) return;
  event.preventDefault();
  // The first key only shows where reading begins.
  const at = scene.current?.byKey(atlas.read || /^[PHE]/u.test(event.key) ? event.key : 'Home') ?? -1;
  if (at >= 0) atlas.readAt(at, { keeps: true });
}

/** The wheel with the key that zooms pages, as pinching on a touchpad is said; the wheel alone scrolls. */
function useWheel({ scene }: Atlas): void {
  useEffect(() => {
    const frame = document.querySelector<HTMLElement>('.atlas-map');
    const zoom = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
      scene.current?.zoom(2 ** (-event.deltaY / 200), { x: event.clientX - box.x, y: event.clientY - box.y });
    };
    frame?.addEventListener('wheel', zoom, { passive: false });
    return () => frame?.removeEventListener('wheel', zoom);
  }, [scene]);
}

function spotOf(event: MouseEvent<HTMLDivElement>): Spot {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - box.x, y: event.clientY - box.y };
}

function isDrawn(line: readonly Spot[]): boolean {
  const [first] = line;
  return first !== undefined && line.some(({ x, y }) => Math.hypot(x - first.x, y - first.y) > DRAG_MIN);
}
