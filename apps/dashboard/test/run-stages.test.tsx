import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { RunStages } from '../features/runs/run-stages';
import { wordsFor } from './words-for';

const words = wordsFor('en');
const untimed = {
  totalMs: null,
  indexMs: null,
  activationsMs: null,
  rangesMs: null,
  hitsMs: null,
  searchMs: null,
  samplesMs: null,
  writeMs: null,
};

describe('a time', () => {
  it('is in the unit that fits it', () => {
    expect([212, 8890, 119_900, 120_000, 7_199_000, 7_200_000].map(words.duration)).toEqual([
      ...['0.21 sec', '8.9 sec', '119.9 sec', '2 min', '120 min', '2 hr'],
    ]);
    expect(wordsFor('ja').duration(8890)).toBe('8.9 秒');
  });
});

describe('the stages of a run', () => {
  it('stand in their order, each as long as its share of the longest', () => {
    const html = renderToStaticMarkup(
      <RunStages timings={{ ...untimed, writeMs: 4000, indexMs: 1000 }} words={words} />,
    );
    expect([...html.matchAll(/<dt>(\w+)<\/dt><dd>([^<]+)</g)].map(([, name, time]) => `${name} ${time}`)).toEqual([
      'index 1 sec',
      'writing 4 sec',
    ]);
    expect([...html.matchAll(/width:([\d.]+%)/g)].map(([, width]) => width)).toEqual(['25.0%', '100.0%']);
  });

  it('are left out where none was timed', () => {
    expect(renderToStaticMarkup(<RunStages timings={untimed} words={words} />)).toBe('');
  });
});
