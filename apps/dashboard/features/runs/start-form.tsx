'use client';

import { type ReactNode, useActionState, useState } from 'react';
import { startRun } from './run-actions';
import type { StartFields } from './start-fields';

type Option = readonly [value: string, text: string];

export interface StartFormProps {
  /** Versions by model. */
  readonly versions: readonly {
    readonly model: string;
    readonly options: readonly Option[];
    /** Names of the model's layers that are known. */
    readonly layers: readonly string[];
  }[];
  readonly datasets: readonly Option[];
  readonly first: StartFields;
  readonly words: Readonly<Record<StartWord, string>>;
}

/** The form's texts in the reader's language. */
export type StartWord =
  | keyof StartFields
  | 'submit'
  | 'settings'
  | 'incomplete'
  | 'BEAM'
  | 'OPTIMAL'
  | 'CONTIGUOUS'
  | 'OBSERVED'
  | 'EQUAL_MASS'
  | 'PAPER'
  | 'FULL';

/** What to explain and how; says why when the run could not be asked for, and keeps what was filled in. */
export function StartForm({ versions, datasets, first, words }: StartFormProps) {
  const [{ problem, fields }, send, isSending] = useActionState(startRun, { problem: null, fields: null });
  const values = fields ?? first;
  const [version, setVersion] = useState(values.modelVersion);
  const layers = versions.find(({ options }) => options.some(([id]) => id === version))?.layers ?? [];
  const select = (
    name: keyof StartFields,
    options: readonly ('BEAM' | 'OPTIMAL' | 'CONTIGUOUS' | 'OBSERVED' | 'EQUAL_MASS' | 'PAPER' | 'FULL')[],
  ) => (
    <Field label={words[name]}>
      <select name={name} defaultValue={values[name]}>
        {options.map((option) => (
          <option key={option} value={option}>
            {words[option]}
          </option>
        ))}
      </select>
    </Field>
  );
  const number = (name: 'clusters' | 'length' | 'beam', max: number) => (
    <Field label={words[name]}>
      <input name={name} type="number" min={1} max={max} required defaultValue={values[name]} />
    </Field>
  );
  return (
    // What was filled in stands in the fields again after an answer.
    <form action={send} className="start-form" key={JSON.stringify(fields)}>
      <Field label={words.modelVersion}>
        <select
          name="modelVersion"
          defaultValue={values.modelVersion}
          onChange={(event) => setVersion(event.currentTarget.value)}
        >
          {versions.map(({ model, options }) => (
            <optgroup key={model} label={model}>
              {options.map(([id, label]) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </Field>
      <Field label={words.layer}>
        <input
          name="layer"
          list="start-layers"
          required
          defaultValue={values.layer}
          spellCheck={false}
          autoComplete="off"
        />
      </Field>
      <datalist id="start-layers">
        {layers.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field label={words.probeDataset}>
        <select name="probeDataset" defaultValue={values.probeDataset}>
          {datasets.map(([id, text]) => (
            <option key={id} value={id}>
              {text}
            </option>
          ))}
        </select>
      </Field>
      <fieldset className="start-settings">
        <legend>{words.settings}</legend>
        {number('clusters', 32)}
        {number('length', 10)}
        {number('beam', 1000)}
        {select('search', ['OPTIMAL', 'BEAM'])}
        {select('bounds', ['CONTIGUOUS', 'OBSERVED', 'EQUAL_MASS'])}
        {select('grammar', ['PAPER', 'FULL'])}
      </fieldset>
      {problem !== null && (
        <p role="alert" className="alert">
          {problem === 'incomplete' ? words.incomplete : problem}
        </p>
      )}
      <button type="submit" className="button button-main" disabled={isSending}>
        {words.submit}
      </button>
    </form>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="field">
      {label}
      {children}
    </label>
  );
}
