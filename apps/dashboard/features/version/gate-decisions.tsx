import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { TableScroll } from '../../ui/table-scroll';
import type { GateDecision, VersionPageData } from './read-version-page';

const SIGNS = { PASS: '●', FAIL: '✕', COULD_NOT_JUDGE: '◌' } as const;

/** What gates decided about a version: the newest with its checks, the ones before it in a line each. */
export function GateDecisions({ page, words }: { readonly page: VersionPageData; readonly words: Words }) {
  const { t } = words;
  const [newest, ...before] = page.version.gateRuns.nodes;
  return (
    <section className="panel report-part" aria-labelledby="gate">
      <h2 id="gate">{t('version.gate.title')}</h2>
      {newest ? <Decision decision={newest} words={words} /> : <p>{t('version.gate.none')}</p>}
      {newest && <Checks checks={newest.checks} words={words} />}
      {before.length > 0 && (
        <ul className="report-history">
          {before.map((decision) => (
            <li key={`${decision.decidedAt}${decision.rulesSha256}`}>
              <Decision decision={decision} words={words} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Decision({ decision, words }: { readonly decision: GateDecision; readonly words: Words }) {
  const { t, dateTime } = words;
  const { outcome, actor, decidedAt, baseline } = decision;
  return (
    <p>
      <strong className="gate-outcome" data-outcome={outcome}>
        <span aria-hidden="true">{SIGNS[outcome]}</span> {t(`version.outcome.${outcome}`)}
      </strong>{' '}
      <span className="text-small text-quiet">
        {t('version.gate.when', { at: dateTime(decidedAt), actor })}
        {baseline && ` ${t('version.gate.against', { baseline: shortened(baseline.label) })}`}
      </span>
    </p>
  );
}

function Checks({ checks, words }: { readonly checks: GateDecision['checks']; readonly words: Words }) {
  const { t, quantity } = words;
  return (
    <TableScroll label={`${t('version.gate.title')}: ${t('version.gate.rule')}`}>
      <table className="data-table text-3">
        <caption className="sr-only">{t('version.gate.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('version.gate.outcome')}</th>
            <th scope="col">{t('version.gate.rule')}</th>
            <th scope="col">{t('version.gate.where')}</th>
            <th scope="col">{t('version.gate.value')}</th>
            <th scope="col">{t('version.gate.interval')}</th>
            <th scope="col">{t('version.gate.required')}</th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a decision's checks have no other name and never move.
            <tr key={place}>
              <td>
                <span className="gate-outcome" data-outcome={check.outcome} title={check.reason}>
                  <span aria-hidden="true">{SIGNS[check.outcome]}</span> {t(`version.outcome.${check.outcome}`)}
                </span>
              </td>
              <td>{check.name}</td>
              <td>
                {check.layer ?? '–'}
                {check.clusterIndex == null ? '' : ` · ${check.clusterIndex}`}
              </td>
              <td>{check.value == null ? '–' : quantity(check.value)}</td>
              <td>
                {check.lower == null || check.upper == null
                  ? '–'
                  : t('version.gate.span', { lower: quantity(check.lower), upper: quantity(check.upper) })}
              </td>
              <td>{quantity(check.required)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
