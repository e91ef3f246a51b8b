import type { Words } from '../../i18n/words';
import { cancelRun, retryRun } from './run-actions';
import { RunButton } from './run-button';

interface RunControlProps {
  readonly id: string;
  /** What may be done with it; both false draws nothing. */
  readonly cancellable: boolean;
  readonly retryable: boolean;
  readonly words: Words;
}

/** Cancel, which asks first because others may wait for the run, and retry. Only for visitors who may. */
export function RunControl({ id, cancellable, retryable, words: { t } }: RunControlProps) {
  if (!cancellable && !retryable) return null;
  return (
    <div className="run-control">
      {cancellable && (
        <details className="run-confirm">
          <summary className="button">{t('runControl.cancel')}</summary>
          <div className="run-question">
            <p>{t('runControl.cancelQuestion')}</p>
            <RunButton action={cancelRun} id={id} label={t('runControl.cancelDo')} />
          </div>
        </details>
      )}
      {retryable && <RunButton action={retryRun} id={id} label={t('runControl.retry')} />}
    </div>
  );
}
