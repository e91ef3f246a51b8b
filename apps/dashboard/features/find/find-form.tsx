import type { Words } from '../../i18n/words';
import { ConceptInput } from './concept-input';
import { type FindAddress, MATCHES } from './find-address';
import { matchOf } from './find-where';
import type { SearchText } from './search-text';

interface FindFormProps {
  readonly address: FindAddress;
  readonly search: SearchText;
  readonly words: Words;
}

/** Filters that stay while another thing is searched for. */
const KEPT = ['model', 'version', 'layer', 'range', 'class', 'category', 'iou'] as const;

/** The search: one field with suggestions, and how a formula is meant. A plain form, so that it works without a script. */
export function FindForm({ address, search, words: { t } }: FindFormProps) {
  const category = Object.fromEntries(
    (['scene', 'object', 'part', 'material', 'texture', 'color'] as const).map((name) => [name, t(`category.${name}`)]),
  );
  return (
    <search className="find-search">
      <form action="/find" className="find-form">
        {KEPT.map((name) =>
          address[name] === null ? null : <input key={name} type="hidden" name={name} value={address[name]} />,
        )}
        {address.sort !== 'overlap' && <input type="hidden" name="sort" value={address.sort} />}
        <ConceptInput
          label={t('find.field')}
          hintId="find-hint"
          defaultValue={address.q}
          placeholder={t('find.example')}
          invalid={search.kind === 'unreadable'}
          suggestionsLabel={t('find.suggestions')}
          categoryNames={category}
        />
        <button type="submit" className="button button-main">
          {t('find.submit')}
        </button>
        <fieldset className="find-modes">
          <legend className="sr-only">{t('find.meaning')}</legend>
          <label className="field field-line">
            {t('find.by.label')}
            <select name="by" defaultValue={address.by}>
              <option value="formula">{t('find.by.formula')}</option>
              <option value="neuron">{t('find.by.neuron')}</option>
            </select>
          </label>
          <label className="field field-line">
            {t('find.match.label')}
            <select name="match" defaultValue={matchOf(search, address)}>
              {MATCHES.map((match) => (
                <option key={match} value={match}>
                  {t(`find.match.${match}`)}
                </option>
              ))}
            </select>
          </label>
        </fieldset>
        <p id="find-hint" className="hint-line">
          {t.rich('find.hint', { code: (chunks) => <code className="code">{chunks}</code> })}
        </p>
      </form>
    </search>
  );
}
