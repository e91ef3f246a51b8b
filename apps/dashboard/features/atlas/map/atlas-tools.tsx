import type { MapWords, SliderVersion, Tool } from './atlas-props';
import type { Atlas } from './use-atlas';

interface AtlasToolsProps {
  readonly atlas: Atlas;
  readonly tool: Tool;
  readonly setTool: (tool: Tool) => void;
  readonly versions: readonly SliderVersion[];
  readonly words: MapWords;
}

/** The slider through the versions, and what dragging does. */
export function AtlasTools({ atlas, tool, setTool, versions, words }: AtlasToolsProps) {
  const at = Math.max(
    0,
    versions.findIndex(({ label }) => label === atlas.version),
  );
  const shown = versions[at];
  const toggle = (wanted: Tool) => setTool(tool === wanted ? 'read' : wanted);
  return (
    <div className="atlas-tools needs-script">
      {versions.length > 1 && shown && (
        <label className="atlas-slider">
          <span>{words.version}</span>
          <input
            type="range"
            min={0}
            max={versions.length - 1}
            value={at}
            aria-valuetext={`${shown.label}${shown.note && `, ${shown.note}`}`}
            onChange={(event) => atlas.setVersion(versions[Number(event.currentTarget.value)]?.label ?? '')}
          />
          <output>{shown.label}</output>
        </label>
      )}
      <div className="atlas-buttons">
        <button type="button" className="button" aria-pressed={tool === 'select'} onClick={() => toggle('select')}>
          {words.select}
        </button>
        <button type="button" className="button" aria-pressed={tool === 'move'} onClick={() => toggle('move')}>
          {words.move}
        </button>
        <button
          type="button"
          className="button"
          aria-label={words.larger}
          onClick={() => atlas.scene.current?.zoom(1.5)}
        >
          +
        </button>
        <button
          type="button"
          className="button"
          aria-label={words.smaller}
          onClick={() => atlas.scene.current?.zoom(1 / 1.5)}
        >
          −
        </button>
        <button type="button" className="button" onClick={() => atlas.scene.current?.whole()}>
          {words.whole}
        </button>
      </div>
    </div>
  );
}
