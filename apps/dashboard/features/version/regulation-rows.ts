/** A part of a report, and what asks for it. Titles and numbers of laws and standards are not translated. */
export interface RegulationRow {
  /** Key of `version.regulations.part`. */
  readonly part: 'light' | 'claims' | 'ranges' | 'gate' | 'change' | 'limits' | 'provenance';
  /** Where it is asked for. */
  readonly place: string;
  /** The text that this is of. */
  readonly source: keyof typeof REGULATION_SOURCES;
}

/** The texts, with the edition that the rows were read off. */
export const REGULATION_SOURCES = {
  aiAct: { name: 'Regulation (EU) 2024/1689 (AI Act), Annex IV' },
  ts6254: { name: 'ISO/IEC TS 6254:2025' },
  iso12792: { name: 'ISO/IEC 12792:2025' },
  guideline: { name: 'AI事業者ガイドライン（第1.1版、総務省・経済産業省、2025年3月）' },
  aisi: { name: 'AIセーフティに関する評価観点ガイド（第1.10版、AISI、2025年3月）' },
} as const;

export const REGULATION_ROWS: readonly RegulationRow[] = [
  { part: 'light', place: '3', source: 'aiAct' },
  { part: 'light', place: '共通の指針 6) 透明性', source: 'guideline' },
  { part: 'claims', place: '3', source: 'aiAct' },
  { part: 'claims', place: 'explainability objectives of stakeholders', source: 'ts6254' },
  { part: 'claims', place: '説明可能性', source: 'aisi' },
  { part: 'ranges', place: '2(g), 4', source: 'aiAct' },
  { part: 'ranges', place: '検証可能性', source: 'aisi' },
  { part: 'gate', place: '2(g)', source: 'aiAct' },
  { part: 'gate', place: '共通の指針 2) 安全性', source: 'guideline' },
  { part: 'change', place: '6', source: 'aiAct' },
  { part: 'limits', place: '3', source: 'aiAct' },
  { part: 'limits', place: 'model-level information elements', source: 'iso12792' },
  { part: 'provenance', place: '1, 2(d)', source: 'aiAct' },
  { part: 'provenance', place: '共通の指針 7) アカウンタビリティ', source: 'guideline' },
];
