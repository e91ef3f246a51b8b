import { describe, expect, it } from 'vitest';
import ja from '../i18n/ja.json';

/** One word per idea: what is said otherwise elsewhere, by what is said instead. A key's beginning excuses a term. */
const FORBIDDEN: readonly { readonly word: RegExp; readonly instead: string; readonly except?: string }[] = [
  { word: /帯域/u, instead: '反応の強さ、強さ {index}' },
  { word: /発火|活性範囲/u, instead: '反応' },
  { word: /説明/u, instead: '解析（作業）、解釈（結果）' },
  { word: /(?<!を|再)実行(?!し|す|でき)/u, instead: '解析、解析ジョブ' },
  { word: /ユニット/u, instead: 'ニューロン' },
  { word: /重なり/u, instead: '一致度（IoU）' },
  { word: /偶然/u, instead: '画像を入れ替えた場合、面積だけの一致度' },
  { word: /未学習の(?:基準|ネットワーク)|untrained/u, instead: '未学習モデル、未学習ベースライン' },
  { word: /検査用/u, instead: '評価用画像セット' },
  { word: /特化/u, instead: '学習で獲得、一部獲得、未学習と同じ', except: 'glossary.' },
  { word: /チェックポイント|この版|各版/u, instead: 'バージョン' },
  { word: /知って(?:い|る)|知った/u, instead: '捉えている概念' },
  { word: /(?<!確か)でない/u, instead: '（…を除く）、以外' },
  { word: /移動…/u, instead: '検索・移動' },
  { word: /網羅率|被覆率/u, instead: '…の画像の 27 % で当てはまる' },
  { word: /することができ/u, instead: 'できます' },
  { word: /判断保留/u, instead: '判断できない' },
  { word: /～/u, instead: '〜' },
  { word: /！|です。です/u, instead: '。' },
];

function textsOf(messages: object, prefix = ''): [string, string][] {
  return Object.entries(messages).flatMap(([name, value]) =>
    typeof value === 'string' ? [[prefix + name, value] as [string, string]] : textsOf(value, `${prefix}${name}.`),
  );
}

function offences(messages: object): string[] {
  return textsOf(messages).flatMap(([key, text]) =>
    FORBIDDEN.filter(({ word, except }) => word.test(text) && !(except && key.startsWith(except))).map(
      ({ instead }) => `${key}: ${text} → ${instead}`,
    ),
  );
}

describe('the Japanese catalogue', () => {
  it('has one word for each idea', () => {
    expect(offences(ja)).toEqual([]);
  });

  it('would be caught with another word for it', () => {
    const wrong = ['帯域 5', '説明 320 件', '実行 5 件', '偶然の 20 倍', '検査用データセット', '知っている概念'];
    expect(wrong.filter((text) => offences({ text }).length === 0)).toEqual([]);
    const right = ['解析を実行', '再実行', 'もう一度実行すると', '確かでない'];
    expect(right.filter((text) => offences({ text }).length > 0)).toEqual([]);
  });

  it('ends sentences as a product speaks: with です or ます, never with である or だ', () => {
    const plain = textsOf(ja).filter(([, text]) =>
      /(?:である|(?<!まし|でし)た|だ|る|(?<!くださ)い)。(?:$|<)/u.test(text),
    );
    expect(plain.filter(([key]) => !/^glossary\.|Meaning$|meaning$/u.test(key)).map(([key]) => key)).toEqual([]);
  });
});
