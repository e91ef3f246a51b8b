import type { ReactNode } from 'react';
import { getWords } from '../i18n/words';
import { CopyLink } from './copy-link';

interface PageHeadProps {
  /** A few words above the finding: what page this is. */
  readonly kicker: ReactNode;
  /** The finding in words, with its numbers. */
  readonly children: ReactNode;
  /** A second sentence that the finding needs. */
  readonly second?: ReactNode;
  /** What it was computed from. */
  readonly provenance?: ReactNode;
  /** Beside the permalink. */
  readonly side?: ReactNode;
}

/** The top of every page: finding, provenance, permalink. */
export async function PageHead({ kicker, children, second, provenance, side }: PageHeadProps) {
  const { t } = await getWords();
  return (
    <div className="head">
      <p className="kicker">{kicker}</p>
      <h1>{children}</h1>
      {second && <p className="head-second">{second}</p>}
      {provenance && <p className="provenance">{provenance}</p>}
      <div className="head-side">
        {side}
        <CopyLink label={t('shell.copyLink')} done={t('shell.copied')} />
      </div>
    </div>
  );
}
