'use client';

import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { CategoryGlyph } from '../formula/category-glyph';
import { completeWord, wordAt } from './word-at';

interface Suggestion {
  /** What is put into the field. */
  readonly name: string;
  /** What the dataset calls it. */
  readonly original: string;
  readonly category: string;
}

interface ConceptInputProps {
  readonly label: string;
  readonly hintId: string;
  readonly defaultValue: string;
  readonly placeholder: string;
  readonly invalid: boolean;
  readonly suggestionsLabel: string;
  /** The categories in the reader's language. */
  readonly categoryNames: Readonly<Record<string, string>>;
}

/** A field for a concept or a formula that offers names for the word being typed; a plain field without a script. */
export function ConceptInput(props: ConceptInputProps) {
  const { label, hintId, defaultValue, placeholder, invalid, suggestionsLabel, categoryNames } = props;
  const field = useRef<HTMLInputElement>(null);
  const asked = useRef('');
  const id = useId();
  const [suggestions, setSuggestions] = useState<readonly Suggestion[]>([]);
  const [active, setActive] = useState(-1);

  const close = () => {
    asked.current = '';
    setSuggestions([]);
    setActive(-1);
  };
  const suggest = async () => {
    const { text } = wordAt(field.current);
    asked.current = text;
    if (text === '') return close();
    const response = await fetch(`/find/suggestions?prefix=${encodeURIComponent(text)}`).catch(() => null);
    const found = response?.ok ? ((await response.json()) as Suggestion[]) : [];
    // Answers may overtake each other; only the one to what stands there now counts.
    if (asked.current !== text) return;
    setSuggestions(found.filter(({ name }) => name !== text));
    setActive(-1);
  };
  const choose = ({ name }: Suggestion) => {
    if (field.current) completeWord(field.current, name);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || suggestions.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const places = suggestions.length + 1;
      setActive(((active + 1 + step + places) % places) - 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && suggestions[active]) {
      event.preventDefault();
      choose(suggestions[active]);
    }
  };
  return (
    <div className="find-field">
      <label className="sr-only" htmlFor={`${id}-field`}>
        {label}
      </label>
      <input
        ref={field}
        id={`${id}-field`}
        name="q"
        type="search"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={suggestions.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
        aria-describedby={hintId}
        aria-invalid={invalid}
        defaultValue={defaultValue}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onInput={suggest}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <div
        id={`${id}-list`}
        className="find-options"
        role="listbox"
        aria-label={suggestionsLabel}
        hidden={suggestions.length === 0}
      >
        {suggestions.map((suggestion, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are read in the field
          <div
            key={suggestion.name}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => choose(suggestion)}
          >
            <CategoryGlyph category={suggestion.category} name={suggestion.original} />
            <span>
              {suggestion.name}
              {suggestion.name !== suggestion.original && ` (${suggestion.original})`}
            </span>
            <span className="text-quiet">{categoryNames[suggestion.category] ?? suggestion.category}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
