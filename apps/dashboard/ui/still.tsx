import type { ReactElement } from 'react';

/**
 * A large picture or table as markup. A browser that gets its elements one by one, once to show and once for scripts to
 * take over, spends longer on both than on the rest of a page; nothing in here is taken over.
 */
export async function Still({ className, children }: { readonly className?: string; readonly children: ReactElement }) {
  const { renderToStaticMarkup } = await import('react-dom/server');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered here, texts escaped
  return <div className={className} dangerouslySetInnerHTML={{ __html: renderToStaticMarkup(children) }} />;
}
