import { useEffect, useState } from 'react';
import type { MapWords } from './atlas-props';

/** What is shown of a range beside the map. */
export interface CardData {
  readonly sentence: string;
  readonly facts: string;
  readonly neuron: string;
  readonly pictures: readonly {
    readonly image: string | null;
    readonly overlay: string;
    readonly alt: string;
    readonly ratio: number;
  }[];
}

interface PointCardProps {
  readonly source: string;
  readonly title: string;
  readonly words: MapWords;
}

/** Milliseconds that a pointer stays on a point before its pictures are asked for. */
const STAYS_MS = 140;

/** The range that is read: what it says, with pictures. */
export function PointCard({ source, title, words }: PointCardProps) {
  const [card, setCard] = useState<CardData | 'failed' | null>(null);
  useEffect(() => {
    const leaves = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(source, { signal: leaves.signal });
        setCard(response.ok ? ((await response.json()) as CardData) : 'failed');
      } catch {
        if (!leaves.signal.aborted) setCard('failed');
      }
    }, STAYS_MS);
    return () => {
      clearTimeout(timer);
      leaves.abort();
    };
  }, [source]);
  return (
    <section className="panel atlas-card" aria-label={title} aria-busy={card === null}>
      <h2>{title}</h2>
      {card === 'failed' && <p>{words.failed}</p>}
      {card !== null && card !== 'failed' && (
        <>
          <p className="atlas-card-says">{card.sentence}</p>
          <p className="atlas-card-facts">{card.facts}</p>
          <div className="atlas-card-pictures">
            {card.pictures.map(({ image, overlay, alt, ratio }) => (
              <span key={overlay} className="found-image" style={{ aspectRatio: ratio }}>
                {image && <img src={image} alt={alt} decoding="async" />}
                <img src={overlay} alt={image ? '' : alt} decoding="async" />
              </span>
            ))}
          </div>
          <p className="atlas-card-links">
            <a className="button" href={card.neuron}>
              {words.open}
            </a>
          </p>
        </>
      )}
    </section>
  );
}
