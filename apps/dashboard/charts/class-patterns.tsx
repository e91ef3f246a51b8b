import type { Specialization } from '@strata/domain';

/**
 * What fills a class in a chart. Ids are the page's, so every chart has its own: a chart that is not shown lends none.
 */
export function ClassPatterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-unspecialized`}
        width={5}
        height={5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width={5} height={5} className="class-unspecialized" />
        <line x1={2.5} x2={2.5} y1={0} y2={5} className="class-hatch" />
      </pattern>
      <pattern id={`${id}-weakly`} width={7} height={7} patternUnits="userSpaceOnUse">
        <rect width={7} height={7} className="class-weakly" />
        <circle cx={1.75} cy={1.75} r={0.8} className="class-dot" />
        <circle cx={5.25} cy={5.25} r={0.8} className="class-dot" />
      </pattern>
      <pattern id={`${id}-nameless`} width={6} height={6} patternUnits="userSpaceOnUse">
        <rect width={6} height={6} className="class-nameless" />
        <line x1={0} x2={6} y1={3} y2={3} className="class-hatch" />
      </pattern>
    </defs>
  );
}

/** A class's fill in the chart that has these patterns. */
export function classFill(specialization: Specialization, id: string): string {
  if (specialization === 'SPECIALIZED') return 'var(--specialized)';
  if (specialization === 'NOT_NAMEABLE') return `url(#${id}-nameless)`;
  return `url(#${id}-${specialization === 'UNSPECIALIZED' ? 'unspecialized' : 'weakly'})`;
}
