import { MenuCloser } from './menu-closer';
import { TextLink } from './text-link';

export interface MenuItem {
  readonly label: string;
  readonly href: string;
  readonly note?: string | undefined;
  readonly current: boolean;
}

/** Links behind a small button: a disclosure, so that it opens by mouse, keyboard and without a script. */
export function Menu({ label, items }: { label: string; items: readonly MenuItem[] }) {
  return (
    <details className="menu" name="menu">
      <summary aria-label={label} title={label}>
        <svg
          viewBox="0 0 10 10"
          width={10}
          height={10}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          aria-hidden="true"
        >
          <path d="M2 3.5 5 6.5 8 3.5" />
        </svg>
      </summary>
      <ul className="menu-list">
        {items.map(({ label: text, href, note, current }) => (
          <li key={href}>
            <TextLink href={href} aria-current={current ? 'true' : undefined}>
              <span>{text}</span>
              {note && <span className="text-quiet">{note}</span>}
            </TextLink>
          </li>
        ))}
      </ul>
      <MenuCloser />
    </details>
  );
}
