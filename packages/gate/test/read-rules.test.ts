import { describe, expect, it } from 'vitest';
import { readRules } from '../src/rules/read-rules.ts';
import { gateJsonSchema } from '../src/rules/rules-schema.ts';

const read = (text: string) => readRules(text, 'gate.yaml');

describe('readRules', () => {
  it('reads metrics and concepts, and names the text by its hash', () => {
    const { rules, sha256 } = read(`
rules:
  - metric: timesShuffled
    range: highest
    threshold: 1.5
  - concept: person
    range: [4, 5]
  - absentCause: { concept: sunset, class: boat, predicted: car }
  - metric: rejectedShare
    range: all
    threshold: 0.2
`);
    expect(rules).toEqual([
      { metric: 'timesShuffled', range: 'highest', threshold: 1.5 },
      { concept: 'person', range: [4, 5], grade: 'CLEAR', unitsMin: 1 },
      { absentCause: { concept: 'sunset', class: 'boat', predicted: 'car' } },
      { metric: 'rejectedShare', range: 'all', threshold: 0.2 },
    ]);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('reads JSON, too', () => {
    expect(read('{"rules": [{"metric": "accuracy", "threshold": 0.9, "samples": 500}]}').rules).toHaveLength(1);
  });

  it.each([
    ['an unknown key', 'rules:\n  - metric: iou\n    range: 5\n    treshold: 0.1', /line 2: .*unknown treshold/su],
    [
      'an unknown metric',
      'rules:\n  - metric: happiness\n    range: 5\n    threshold: 1',
      /line 2: rules\[1\]\.metric/u,
    ],
    [
      'a bound that can never be met',
      'rules:\n  - metric: iou\n    range: 5\n    threshold: 1.5',
      /line 4: .*between 0 and 1; 1.5 can’t be/u,
    ],
    ['a change that can’t be', 'rules:\n  - metric: iou\n    range: 5\n    minAbsoluteChange: 2', /can’t change by 2/u],
    [
      'more than the whole lost',
      'rules:\n  - metric: iou\n    range: 5\n    minRelativeChange: -1.5',
      /worse by more than the whole/u,
    ],
    [
      'no bound',
      'rules:\n  - metric: iou\n    range: 5',
      /expected threshold, minAbsoluteChange or minRelativeChange/u,
    ],
    ['no range', 'rules:\n  - metric: iou\n    threshold: 0.1', /expected a range/u],
    [
      'a range of accuracy',
      'rules:\n  - metric: accuracy\n    range: 5\n    threshold: 0.1',
      /accuracy is the version’s/u,
    ],
    ['neither metric nor concept', 'rules:\n  - name: nothing', /either metric or concept or absentCause/u],
    [
      'a concept and a cause',
      'rules:\n  - concept: sky\n    absentCause: { concept: sky }',
      /either metric or concept/u,
    ],
    ['a cause that is none', 'rules:\n  - absentCause: sunset', /line 2: rules\[1\]\.absentCause/u],
    [
      'another key of a cause',
      'rules:\n  - absentCause: { concept: sunset, classes: boat }',
      /rules\[1\]\.absentCause: unknown classes/u,
    ],
    ['a place of a cause', 'rules:\n  - absentCause: { concept: sunset }\n    range: 5', /unknown range/u],
    [
      'what is taken for, without the class',
      'rules:\n  - absentCause: { concept: sunset, predicted: car }',
      /rules\[1\]\.absentCause\.predicted: predicted needs the class/u,
    ],
    [
      'a change of what people judged',
      'rules:\n  - metric: judgedShare\n    range: 5\n    minAbsoluteChange: 0',
      /judgedShare has no change: only threshold/u,
    ],
    [
      'a share of rejections that can’t be',
      'rules:\n  - metric: rejectedShare\n    range: 5\n    threshold: 20',
      /between 0 and 1; 20 can’t be/u,
    ],
    ['both', 'rules:\n  - metric: iou\n    concept: sky\n    range: 5', /either metric or concept/u],
    ['a rule that is none', 'rules:\n  - iou', /expected a rule/u],
    ['no rules', 'rules: []', /at least one rule/u],
    ['another key beside', 'rules:\n  - concept: sky\n    range: 5\nlayer: x', /unknown layer/u],
    ['an empty text', '', /gate\.yaml: the file/u],
    ['a key twice', 'rules: []\nrules: []', /unique/u],
    ['a number that is none', 'rules:\n  - metric: iou\n    range: 5\n    threshold: .nan', /line 4/u],
    ['an infinite one', 'rules:\n  - metric: timesShuffled\n    range: 5\n    threshold: .inf', /line 4/u],
  ])('refuses %s and says where', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('reads no more names for a text than its length allows (aliases of aliases)', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 8; level += 1) {
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    expect(() => read(lines.join('\n'))).toThrow(/alias/iu);
  });
});

describe('gateJsonSchema', () => {
  it('tells editors of every key, with what it means', () => {
    const text = JSON.stringify(gateJsonSchema());
    for (const key of [
      'metric',
      'threshold',
      'minAbsoluteChange',
      'minRelativeChange',
      'greaterIsBetter',
      'concept',
      'timesShuffledMin',
      'absentCause',
      'predicted',
    ]) {
      expect(text).toContain(`"${key}":{`);
    }
    expect(text).toContain('the loss that is allowed');
  });
});
