import Link from 'next/link';
import type { ComponentProps } from 'react';

/** A link inside the dashboard. Not fetched ahead: a table of fifty neurons would ask the API for fifty pages. */
export function TextLink(props: ComponentProps<typeof Link>) {
  return <Link prefetch={false} {...props} />;
}
