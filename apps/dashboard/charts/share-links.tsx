import type { Words } from '../i18n/words';
import { boxPath } from './box-path';
import type { ShareHref, SharePart, ShareStack } from './share-stack';
import { PARTS_APART, type TrendLayout } from './trend-layout';

interface ShareLinksProps {
  readonly clusterIndex: number;
  readonly stacks: readonly ShareStack[];
  readonly layout: TrendLayout;
  readonly words: Words;
  readonly shareHref: ShareHref;
}

/** Lays a link over every part of a bar; over the whole bar where the parts are too small to be pointed at. */
export function ShareLinks({ clusterIndex, stacks, layout, words, shareHref }: ShareLinksProps) {
  const apart = layout.step >= PARTS_APART;
  return stacks.flatMap((stack) => {
    const { version, parts } = stack;
    if (!apart)
      return (
        <a
          key={version.label}
          href={shareHref(version, clusterIndex, null)}
          className="chart-part"
          aria-label={nameOfBar(stack, words)}
        >
          <path d={boxPath(wholeBar(stack, layout))} />
        </a>
      );
    return parts.map((part) => (
      <a
        key={`${version.label} ${part.shown}`}
        href={shareHref(version, clusterIndex, part.shown)}
        className="chart-part"
        aria-label={nameOfPart(stack, part, words)}
      >
        <path d={boxPath(part.box)} />
      </a>
    ));
  });
}

function wholeBar({ at }: ShareStack, { step, y }: TrendLayout) {
  return { x: at - step / 2, y: y(1), width: step, height: y(0) - y(1) };
}

function nameOfPart({ version, point }: ShareStack, { shown, n }: SharePart, { t, percent, count }: Words): string {
  return t('chart.share', {
    index: point.clusterIndex,
    version: version.label,
    share: percent(n / point.n),
    class: t(`class.${shown}`),
    n: count(n),
    total: count(point.n),
  });
}

function nameOfBar({ version, point }: ShareStack, { t, percent, count }: Words): string {
  const counts = point.specialization?.counts ?? {};
  return t('chart.shares', {
    index: point.clusterIndex,
    version: version.label,
    specialized: percent((counts.SPECIALIZED ?? 0) / point.n),
    notNameable: percent((counts.NOT_NAMEABLE ?? 0) / point.n),
    weakly: percent((counts.WEAKLY_SPECIALIZED ?? 0) / point.n),
    unspecialized: percent((counts.UNSPECIALIZED ?? 0) / point.n),
    total: count(point.n),
  });
}
