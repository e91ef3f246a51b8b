import type { Refusal, Unreachable } from '../data/answer';
import { Shell } from '../features/shell/shell';
import { getWords } from '../i18n/words';

/** Stands in for a page whose data could not be had, and says why and what to do. */
export async function Trouble({ answer }: { answer: Refusal | Unreachable }) {
  const { t } = await getWords();
  const refused = answer.kind === 'refused';
  return (
    <Shell>
      <section className="notice" role="alert" data-trouble={answer.kind}>
        <h1>{refused ? t('trouble.refused') : t('trouble.unreachable')}</h1>
        <p>
          {refused
            ? t('trouble.refusedHint')
            : t.rich('trouble.unreachableHint', { code: (chunks) => <code>{chunks}</code> })}
        </p>
        <p>
          <code>{refused ? answer.message : answer.detail}</code>
        </p>
        <form>
          <button type="submit" className="button button-main">
            {t('trouble.retry')}
          </button>
        </form>
      </section>
    </Shell>
  );
}
