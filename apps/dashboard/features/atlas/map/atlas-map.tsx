'use client';

import { useRef } from 'react';
import type { AtlasMapProps } from './atlas-props';
import { AtlasTools } from './atlas-tools';
import { PointCard } from './point-card';
import { useAtlas } from './use-atlas';
import { useMapInput } from './use-map-input';

/** The map that is read with pointer, finger or keys; the slider moves its points from version to version. */
export function AtlasMap(props: AtlasMapProps) {
  const { words, nearness, children, side } = props;
  const frame = useRef<HTMLDivElement>(null);
  const points = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const atlas = useAtlas(props, { frame, points, marks });
  const { tool, setTool, ...input } = useMapInput(atlas);
  return (
    <div className="atlas-grid">
      <div className="atlas-stage">
        <AtlasTools atlas={atlas} tool={tool} setTool={setTool} versions={props.versions} words={words} />
        <div
          ref={frame}
          className="atlas-map"
          role="application"
          aria-label={words.label}
          aria-description={words.hint}
          data-tool={tool}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move from point to point, Enter opens
          tabIndex={0}
          {...input}
        >
          {children}
          <canvas ref={points} />
          <canvas ref={marks} />
        </div>
        <p className="atlas-says needs-script" role="status">
          {atlas.problem ? words.failed : atlas.says}
        </p>
        <p className="atlas-nearness">{nearness}</p>
      </div>
      <div className="atlas-side">
        {atlas.read ? (
          <PointCard
            key={atlas.read.key}
            source={atlas.cardHref(atlas.read.key)}
            title={atlas.read.says}
            words={words}
          />
        ) : (
          <p className="panel atlas-card needs-script">{words.hint}</p>
        )}
        {side}
      </div>
    </div>
  );
}
