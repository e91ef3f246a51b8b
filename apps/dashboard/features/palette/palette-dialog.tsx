'use client';

import { Dialog } from '@base-ui/react/dialog';
import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { PaletteEntry, PaletteGroup } from './palette-entry';
import { usePalette } from './use-palette';

export interface PaletteWords {
  readonly open: string;
  readonly title: string;
  readonly placeholder: string;
  readonly empty: string;
  readonly failed: string;
  readonly loading: string;
  readonly hint: string;
}

interface PaletteDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly words: PaletteWords;
}

/** Concepts, neurons, versions and pages by a few letters; arrows choose, Enter goes there. */
export function PaletteDialog({ open, onOpenChange, words }: PaletteDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="palette-backdrop" />
        <Dialog.Popup className="palette">
          <Dialog.Title className="sr-only">{words.title}</Dialog.Title>
          <Search words={words} onDone={() => onOpenChange(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Search({ words, onDone }: { words: PaletteWords; onDone: () => void }) {
  const router = useRouter();
  const list = useId();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const palette = usePalette(query);
  const entries = (palette.groups ?? []).flatMap((group) => group.entries);
  const current = Math.min(chosen, Math.max(0, entries.length - 1));
  // Enter may be faster than the answer: it then waits for what the letters mean, and never follows an older answer.
  const [waits, setWaits] = useState(false);
  const isFresh = palette.groups !== null && palette.query === query;
  const go = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    onDone();
    router.push(entry.href);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only an answer ends the wait
  useEffect(() => {
    if (!waits || !isFresh) return;
    setWaits(false);
    go(entries[0]);
  }, [waits, isFresh]);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.nativeEvent.isComposing) return;
    if (step !== undefined && entries.length > 0) setChosen((current + step + entries.length) % entries.length);
    else if (event.key === 'Enter' && isFresh) go(entries[current]);
    else if (event.key === 'Enter') setWaits(true);
    else return;
    event.preventDefault();
  };
  const says = palette.failed
    ? words.failed
    : palette.groups === null
      ? words.loading
      : entries.length === 0
        ? words.empty
        : '';
  return (
    <>
      <input
        className="palette-input"
        type="text"
        role="combobox"
        aria-label={words.title}
        aria-expanded={entries.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={entries.length > 0 ? `${list}-${current}` : undefined}
        placeholder={words.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      <div id={list} role="listbox" aria-label={words.title} className="palette-list">
        <Groups groups={palette.groups ?? []} list={list} current={current} go={go} />
      </div>
      <p className="palette-says" role="status">
        {says}
      </p>
      <p className="palette-hint" aria-hidden="true">
        {words.hint}
      </p>
    </>
  );
}

interface GroupsProps {
  readonly groups: readonly PaletteGroup[];
  readonly list: string;
  readonly current: number;
  readonly go: (entry: PaletteEntry) => void;
}

function Groups({ groups, list, current, go }: GroupsProps) {
  let at = -1;
  return groups.map(({ title, entries }) => (
    // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by this role alone
    <div key={title} role="group" aria-label={title}>
      <p className="palette-title" aria-hidden="true">
        {title}
      </p>
      {entries.map((entry) => {
        at += 1;
        return (
          <Option
            key={`${entry.kind} ${entry.href}`}
            id={`${list}-${at}`}
            isCurrent={at === current}
            entry={entry}
            go={go}
          />
        );
      })}
    </div>
  ));
}

interface OptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly isCurrent: boolean;
  readonly go: (entry: PaletteEntry) => void;
}

function Option({ id, entry, isCurrent, go }: OptionProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the input's, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the input names it as the active one
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={isCurrent}
      className="palette-option"
      onClick={() => go(entry)}
    >
      <span>{entry.text}</span>
      <span className="palette-note">{entry.note}</span>
    </div>
  );
}
