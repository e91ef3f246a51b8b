import type { TrendQuery } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { sharedOffShare, zeroRuleText } from '../runs/zero-rule';

type Trend = NonNullable<NonNullable<TrendQuery['model']>['trend']>;

/** The versions that are not in the trend for their zero rule, and what makes them comparable; nothing when there are none. */
export function LeftOutVersions({ trend, words }: { trend: Trend; words: Words }) {
  const { t } = words;
  const own = trend.versions.at(-1)?.run.zeroRule;
  if (!own || trend.leftOut.length === 0) return null;
  return (
    <ul className="hint-line">
      {trend.leftOut.map(({ modelVersion, run }) => (
        <li key={run.id}>
          {t('trends.leftOut', {
            version: shortened(modelVersion.label),
            rule: zeroRuleText(run.zeroRule, words),
            trend: zeroRuleText(own, words),
            share: sharedOffShare(run.zeroRule, own),
          })}
        </li>
      ))}
    </ul>
  );
}
