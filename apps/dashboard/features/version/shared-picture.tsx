import { layerLabel } from '../../data/paths';
import en from '../../i18n/en.json';
import type { VersionPageData } from './read-version-page';

/** Colours of the light theme: a picture has no theme. */
const LAMPS = { GREEN: '#1a7f37', YELLOW: '#b58100', RED: '#c62828', GREY: '#6b7280' } as const;
const INK = '#12151c';
const SOFT = '#4b5260';
/** Times shuffled at which a bar is full. */
const TIMES_MAX = 6;

/** The picture of a version: its light, and how many times shuffled images each range of its first layer reaches. */
export function SharedPicture({ page }: { readonly page: VersionPageData | null }) {
  const color = page?.version.light.color ?? 'GREY';
  const layer = page?.version.layers.nodes.find(({ run }) => (run?.points.length ?? 0) > 0);
  return (
    <div
      style={{
        ...{ display: 'flex', flexDirection: 'column', width: '100%', height: '100%', padding: 64 },
        ...{ background: '#ffffff', color: INK, justifyContent: 'space-between' },
      }}
    >
      <div style={{ display: 'flex', fontSize: 32, color: SOFT }}>Strata</div>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 20 }}>
        <div style={{ display: 'flex', fontSize: 60, fontWeight: 700 }}>
          {page ? `${drawable(page.model.name)} ${drawable(page.version.label)}` : 'What neurons respond to, in words'}
        </div>
        {page && (
          <div style={{ display: 'flex', alignItems: 'center', gap: 20, fontSize: 36 }}>
            <div style={{ display: 'flex', width: 40, height: 40, borderRadius: 20, background: LAMPS[color] }} />
            {en.version.color[color]}
          </div>
        )}
      </div>
      {layer && <Ranges layer={layer} />}
    </div>
  );
}

function Ranges({ layer }: { readonly layer: VersionPageData['version']['layers']['nodes'][number] }) {
  const points = layer.run?.points ?? [];
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 14 }}>
      <div style={{ display: 'flex', fontSize: 26, color: SOFT }}>
        {`Times shuffled images, ranges of ${drawable(layerLabel(layer.name))} from weak to strong`}
      </div>
      <div style={{ display: 'flex', alignItems: 'flex-end', gap: 18, height: 130 }}>
        {points.map(({ clusterIndex, timesShuffled }) => {
          const times = timesShuffled?.mean ?? null;
          const height = times === null ? 4 : Math.max(4, Math.min(1, times / TIMES_MAX) * 90);
          return (
            <div key={clusterIndex} style={{ display: 'flex', flexDirection: 'column', alignItems: 'center', gap: 6 }}>
              <div style={{ display: 'flex', fontSize: 24 }}>{times === null ? '-' : times.toFixed(1)}</div>
              <div style={{ display: 'flex', width: 96, height, background: '#0f766e' }} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Letters that the bundled font has: for others a font would be fetched. At most a line of them. */
export function drawable(text: string): string {
  const known = text.replace(/[^\u0020-\u007e\u00a1-\u017f]/gu, '?');
  return known.length > 40 ? `${known.slice(0, 39)}...` : known;
}
