import { createRandom } from '@strata/statistics';

/** What a hostile caller sends; the body goes out as it is. */
export interface Hostile {
  readonly kind: string;
  readonly body: string;
}

const TEXTS = [
  `'; drop table unit; --`,
  `" or 1=1 --`,
  `\\'; select pg_sleep(10); --`,
  '$1',
  '%_%',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\u202e\ufeff',
  '💥'.repeat(200),
  'a'.repeat(20_000),
  '../../../../etc/passwd',
  '{{7*7}}',
  '__proto__',
  'constructor',
  '((((((((((',
  'water AND',
  'a OR '.repeat(500),
  'NOT '.repeat(300),
  '',
  '-1',
  'NaN',
  '1e400',
  '9'.repeat(60),
];
const LISTS = [
  'models',
  'layers',
  'units',
  'explanations',
  'formulas',
  'concepts',
  'probeDatasets',
  'runs',
  'runRequests',
];
const FIELDS = [
  'id',
  '__typename',
  'name',
  'iou',
  'no',
  'unitIndex',
  'text',
  'nodes { id }',
  'totalCount',
  'edges { cursor }',
];

/** Makes hostile requests, one kind after the other; the same for the same seed. */
export function hostileRequests(seed: number): () => Hostile {
  const random = createRandom(seed).next;
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const text = () => JSON.stringify(pick(TEXTS));
  const times = (n: number, of: (at: number) => string) => Array.from({ length: n }, (_, at) => of(at)).join(' ');
  const query = (source: string, variables: unknown = {}) => JSON.stringify({ query: source, variables });
  const base64 = (of: string) => JSON.stringify(Buffer.from(of).toString('base64'));
  const cursor = () =>
    pick([text(), base64(pick(TEXTS)), base64(`["models NAME ASC",${text()},1]`), base64('[1,2'), '"AAAA"']);
  const number = () => pick(['0', '-1', '101', '2147483647', '2147483648', '1.5', '1e999', 'null', '"1"', '100']);
  const where = (depth: number): string =>
    depth === 0
      ? pick([
          `{iou: {gt: ${number()}}}`,
          `{formula: ${text()}}`,
          `{concept: {name: {eq: ${text()}}, negated: true}}`,
          '{}',
          `{unit: {unitIndex: {in: [${times(below(200), () => number())}]}}}`,
        ])
      : `{${pick(['and', 'or'])}: [${times(1 + below(3), () => where(depth - 1))}]}`;
  const kinds: Readonly<Record<string, () => string>> = {
    deep: () => {
      const levels = below(200);
      return query(
        `{ models(first: 1) { nodes { ${'versions(first: 1) { nodes { model { '.repeat(levels)} name ${'} } } '.repeat(levels)} } } }`,
      );
    },
    aliased: () =>
      query(`{ ${times(below(800), (at) => `a${at}: ${pick(LISTS)}(first: ${number()}) { totalCount }`)} }`),
    'cyclic fragments': () => {
      const size = 1 + below(20);
      return query(
        `{ models(first: 1) { nodes { ...F0 } } } ${times(size, (at) => `fragment F${at} on Model { name ...F${(at + 1) % size} ...F${below(size)} }`)}`,
      );
    },
    'giant lists': () =>
      query('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(below(3000)).fill(pick(TEXTS)) }),
    'bad ids': () =>
      query(`{ node(id: ${pick([text(), base64(`Unit:${pick(TEXTS)}`), base64(`${pick(TEXTS)}:1`)])}) { id } }`),
    'bad cursors': () =>
      query(
        `{ ${pick(LISTS)}(${pick(['first', 'last'])}: 2, ${pick(['after', 'before'])}: ${cursor()}) { nodes { id } } }`,
      ),
    'bad numbers': () => query(`{ ${pick(LISTS)}(first: ${number()}, last: ${number()}) { nodes { id } } }`),
    filters: () => query(`{ explanations(first: 2, where: ${where(below(9))}) { totalCount nodes { id } } }`),
    'text everywhere': () =>
      query(
        `{ model(name: ${text()}) { id version(label: ${text()}) { id } trend(layer: ${text()}) { layer } } unit(model: ${text()}, version: ${text()}, layer: ${text()}, unitIndex: ${number()}) { id } }`,
      ),
    'bad variables': () =>
      query('query($w: ExplanationWhere, $f: Int) { explanations(first: $f, where: $w) { nodes { id } } }', {
        w: pick<unknown>([
          1,
          'x',
          [[]],
          { no: 1 },
          { iou: { gt: 'x' } },
          { and: Array(50).fill({}) },
          JSON.parse('{"__proto__":{"x":1}}'),
        ]),
        f: pick<unknown>([1, -1, '1', null, 1e300, {}]),
      }),
    mutations: () =>
      query(
        `mutation { ${pick(['cancelRun', 'retryRun'])}(input: { id: ${pick([text(), base64('Run:99999'), base64('RunRequest:0')])} }) { __typename ... on Problem { message } } }`,
      ),
    starts: () =>
      query(
        `mutation { startRun(input: { modelVersion: ${base64('ModelVersion:1')}, probeDataset: ${base64('ProbeDataset:1')}, layer: ${text()}, clusters: ${number()}, categories: [${text()}] }) { __typename } }`,
      ),
    mixed: () =>
      query(
        `{ ${times(1 + below(4), () => `${pick(LISTS)}(first: 2) { ${times(1 + below(4), () => pick(FIELDS))} }`)} }`,
      ),
    introspection: () =>
      query(
        `{ __schema { types { ${'fields { type { fields { type { '.repeat(below(6))} name ${'} } } } '.repeat(1)} } } }`,
      ),
    'no query': () =>
      pick([
        '',
        '{',
        '[]',
        'null',
        '1',
        '"x"',
        '{"query":1}',
        '{"query":null}',
        '{"query":{}}',
        '{"documentId":{}}',
        '{"documentId":"sha256:0"}',
        '[[[[',
        `{"query":"{ __typename }","variables":${'['.repeat(5000)}`,
        '{"query":"{ __typename }","operationName":{}}',
        '{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}',
      ]),
    noise: () =>
      query(
        times(below(300), () =>
          pick([
            '{',
            '}',
            '(',
            ')',
            '...',
            '@include(if: true)',
            '$x',
            ':',
            '"',
            '"""',
            '#',
            'query',
            'fragment',
            'on',
            '[',
            '!',
            '\ufeff',
            '💥',
            '\u0000',
          ]),
        ),
      ),
  };
  const names = Object.keys(kinds);
  let at = 0;
  return () => {
    const kind = names[at++ % names.length] as string;
    return { kind, body: kinds[kind]?.() ?? '' };
  };
}
