'use client';

/** Shown when a page breaks, whatever the language: it stands on nothing that may be broken, too. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="content" className="page">
      <section className="notice" role="alert">
        <h1>
          This page broke. <span lang="ja">ページの表示に失敗しました。</span>
        </h1>
        <p>
          Try again; if it stays, look for {error.digest ? <code>{error.digest}</code> : 'the error'} in the dashboard’s
          log.{' '}
          <span lang="ja">
            もう一度お試しください。直らない場合は、ダッシュボードのログで該当するエラーを確認してください。
          </span>
        </p>
        <div className="flex gap-2">
          <button type="button" className="button button-main" onClick={reset}>
            Try again · 再試行
          </button>
          <a className="button" href="/">
            Models · モデル
          </a>
        </div>
      </section>
    </main>
  );
}
