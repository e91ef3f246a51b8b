import type { Specialization } from '@strata/domain';
import { classToken } from './specialization-class';

/** A class's colour and pattern as a small mark beside its word. */
export function ClassSwatch({ specialization }: { specialization: Specialization }) {
  return (
    <svg className="class-swatch" viewBox="0 0 16 12" width={16} height={12} aria-hidden="true">
      <rect x={0.5} y={0.5} width={15} height={11} rx={2} className={`class-${classToken(specialization)}`} />
      {specialization === 'UNSPECIALIZED' && (
        <path d="M1 5 5 1M1 10.5 10.5 1M5.5 11 15 1.5M11 11 15 7" className="class-hatch" />
      )}
      {specialization === 'NOT_NAMEABLE' && <path d="M1 4h14M1 8h14" className="class-hatch" />}
      {specialization === 'WEAKLY_SPECIALIZED' && (
        <path d="M4 4h.01M8 4h.01M12 4h.01M6 8h.01M10 8h.01" className="class-dots" />
      )}
      <rect x={0.5} y={0.5} width={15} height={11} rx={2} className={`class-edge edge-${classToken(specialization)}`} />
    </svg>
  );
}
