import { GRADES, type Grade } from '@strata/domain';

interface GradeBarProps {
  readonly grades: readonly { readonly grade: Grade; readonly n: number }[];
}

const WIDTH = 132;
const HEIGHT = 12;

/** How a range's explanations are graded, as one bar from clear to nothing nameable. The numbers stand beside it. */
export function GradeBar({ grades }: GradeBarProps) {
  const total = grades.reduce((sum, { n }) => sum + n, 0);
  let before = 0;
  const parts = GRADES.map((grade) => {
    const n = grades.find((one) => one.grade === grade)?.n ?? 0;
    const x = before;
    before += total === 0 ? 0 : (n / total) * WIDTH;
    return { grade, x: Math.round(x * 10) / 10, width: Math.round((before - x) * 10) / 10 };
  });
  return (
    <svg className="grade-bar" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {parts.map(({ grade, x, width }) =>
        width === 0 ? null : <rect key={grade} className={`grade-${grade}`} x={x} width={width} height={HEIGHT} />,
      )}
    </svg>
  );
}
