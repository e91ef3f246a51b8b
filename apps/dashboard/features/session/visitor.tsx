import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { readViewer } from './read-viewer';

/** Who has signed in and as what, with the way out; the way in for nobody; nothing where nobody is asked. */
export async function Visitor({ words: { t } }: { words: Words }) {
  const viewer = await readViewer();
  if (viewer === null) return null;
  if (viewer === 'anonymous') return <TextLink href="/sign-in">{t('session.signIn')}</TextLink>;
  if (viewer.name == null) return null;
  return (
    <form action="/session/end" method="post" className="visitor">
      <span className="visitor-name" title={t(`session.may.${viewer.role}`)}>
        {viewer.name} <span className="visitor-role">{t(`session.role.${viewer.role}`)}</span>
      </span>
      <button type="submit" className="text-button">
        {t('session.signOut')}
      </button>
    </form>
  );
}
