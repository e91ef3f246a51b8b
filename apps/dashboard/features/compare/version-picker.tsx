import { layerLabel, layerSlug } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { comparePath } from './compare-address';
import { type ComparePageData, neighbours } from './read-compare-page';
import { SeveralForm } from './several/several-form';

/** Which two versions are compared: chosen in a form, stepped through, exchanged, or with the baseline pinned. */
export function VersionPicker({ page, words }: { page: ComparePageData; words: Words }) {
  const { t } = words;
  const { model, address } = page;
  const { a, b, pin, layer } = address;
  const { earlier, later } = neighbours(model, address);
  const versions = model.versions.nodes.toReversed();
  const kept = { show: address.show, sort: address.sort, layer, pin };
  const baseline = model.baseline?.label;
  return (
    <section className="compare-pick" aria-label={t('compare.versions')}>
      <form action={comparePath(model.name)} className="compare-form">
        {pin && <input type="hidden" name="pin" value="true" />}
        {address.show !== 'changed' && <input type="hidden" name="show" value={address.show} />}
        {address.sort !== 'change' && <input type="hidden" name="sort" value={address.sort} />}
        <VersionSelect name="a" label={t('compare.before')} value={a} versions={versions} words={words} />
        <span className="compare-arrow" aria-hidden="true">
          →
        </span>
        <VersionSelect name="b" label={t('compare.after')} value={b} versions={versions} words={words} />
        {model.layerNames.length > 1 && (
          <label className="field">
            {t('find.facet.layer')}
            <select name="layer" defaultValue={layer ?? ''}>
              <option value="">{t('find.anyLayer')}</option>
              {model.layerNames.map((name) => (
                <option key={name} value={layerSlug(name, model.layerNames)}>
                  {layerLabel(name)}
                </option>
              ))}
            </select>
          </label>
        )}
        <button type="submit" className="button button-main">
          {t('compare.submit')}
        </button>
      </form>
      <nav className="compare-steps" aria-label={t('compare.steps')}>
        {earlier && (
          <TextLink className="button" href={comparePath(model.name, kept, earlier)} rel="prev">
            ← {t('compare.step', { from: earlier.a ?? '', to: earlier.b ?? '' })}
          </TextLink>
        )}
        {later && (
          <TextLink className="button" href={comparePath(model.name, kept, later)} rel="next">
            {t('compare.step', { from: later.a ?? '', to: later.b ?? '' })} →
          </TextLink>
        )}
        <TextLink className="button" href={comparePath(model.name, kept, { a: b, b: a })}>
          ⇄ {t('compare.exchange')}
        </TextLink>
        {baseline !== undefined && <PinLink page={page} baseline={baseline} words={words} />}
      </nav>
      {versions.length > 2 && (
        <details className="fold">
          <summary className="text-button">{t('compare.several.open')}</summary>
          <SeveralForm
            model={model.name}
            layer={layer}
            labels={model.versions.nodes.map(({ label }) => label)}
            chosen={[a, b].filter((label) => label !== null)}
            words={words}
          />
        </details>
      )}
    </section>
  );
}

/** Pins the untrained baseline as the version before, or lets it go. */
function PinLink({ page, baseline, words: { t } }: { page: ComparePageData; baseline: string; words: Words }) {
  const { model, address } = page;
  const pinned = address.pin && address.a === baseline;
  if (!pinned && address.b === baseline) return null;
  const href = pinned
    ? comparePath(model.name, address, { pin: false, a: null })
    : comparePath(model.name, address, { pin: true, a: baseline });
  return (
    <TextLink className={pinned ? 'button button-on' : 'button'} href={href} aria-current={pinned ? 'true' : undefined}>
      <span aria-hidden="true">{pinned ? '◉' : '○'}</span>
      {pinned ? t('compare.pinned', { version: baseline }) : t('compare.pin', { version: baseline })}
    </TextLink>
  );
}

interface VersionSelectProps {
  readonly name: 'a' | 'b';
  readonly label: string;
  readonly value: string | null;
  readonly versions: ComparePageData['model']['versions']['nodes'];
  readonly words: Words;
}

function VersionSelect({ name, label, value, versions, words: { t } }: VersionSelectProps) {
  return (
    <label className="field">
      {label}
      <select name={name} defaultValue={value ?? ''}>
        {versions.map(({ label: version, isBaseline }) => (
          <option key={version} value={version}>
            {isBaseline ? t('compare.isBaseline', { version }) : version}
          </option>
        ))}
      </select>
    </label>
  );
}
