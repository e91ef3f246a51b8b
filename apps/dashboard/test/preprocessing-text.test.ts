import { expect, it } from 'vitest';
import { preprocessingText } from '../features/runs/preprocessing-text';
import { wordsFor } from './words-for';

const preprocessing = {
  width: 224,
  height: 192,
  channelOrder: 'bgr',
  scale: 1 / 255,
  mean: [0.485, 0.456, 0.406],
  standardDeviation: [123.675, 1, 1],
  layout: 'nhwc',
  resize: 'stretch',
};

it('says in one line how images became the input', () => {
  expect(preprocessingText(preprocessing, wordsFor('en'))).toBe(
    'images of 224 × 192 (stretched whole, bilinear), BGR, channels last; (pixel × 0.00392157 − (0.485; 0.456; 0.406)) ÷ (123.675; 1; 1)',
  );
  expect(preprocessingText({ ...preprocessing, layout: 'nchw' }, wordsFor('ja'))).toBe(
    '画像 224 × 192（全体を伸縮、bilinear）、BGR、チャンネルが先、(画素値 × 0.00392157 − (0.485; 0.456; 0.406)) ÷ (123.675; 1; 1)',
  );
});

it('says how images were cropped', () => {
  const cropped = { ...preprocessing, resize: 'shorter-256-bicubic-transformers' };
  expect(preprocessingText(cropped, wordsFor('en'))).toContain(
    'images of 224 × 192 (shorter side to 256, then cropped in the middle by the rule of transformers, masks alike, bicubic), BGR',
  );
  expect(preprocessingText(cropped, wordsFor('ja'))).toContain(
    '短辺を 256 にしてから中央を切り抜き（transformers の規則）',
  );
});

it('says when it is not known', () => {
  expect(preprocessingText(null, wordsFor('en'))).toBe('how images became the input is not known');
});
