import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What an attacking caller has. */
export interface Armed {
  readonly api: string;
  /** Its key; another's is left alone. */
  readonly key: string;
}

/** Asks once; resolves when the next may come. */
type Attack = (armed: Armed, turn: number) => Promise<unknown>;

const STREAM_MS = 2_000;
const LEAVE_MS = 200;

const json = { 'content-type': 'application/json' };
const shown = ({ key }: Armed) => ({ authorization: `Bearer ${key}` });

function post(
  armed: Armed,
  query: string,
  { headers = shown(armed), signal }: { headers?: Record<string, string>; signal?: AbortSignal } = {},
) {
  const body = JSON.stringify({ query });
  return fetch(`${armed.api}/graphql`, {
    method: 'POST',
    headers: { ...json, ...headers },
    body,
    signal: signal ?? null,
  }).then((answer) => answer.arrayBuffer());
}

const repeat = (count: number, of: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => of(at)).join(' ');

/** Never the same twice, so that nothing that was kept answers it. */
const anew = (query: string, turn: number) => `query q${process.pid}_${turn} ${query}`;

const WHOLE = `{ __schema { types { name kind description fields { name description args { name type { name ofType { name } } } type { name ofType { name ofType { name } } } } enumValues { name description } inputFields { name type { name } } } } }`;
const BEYOND = `{ __schema { types { ${repeat(60, (at) => `a${at}: fields { name args { name } type { name } }`)} } } }`;
const BELOW = `{ __schema { types { ${repeat(8, (at) => `a${at}: fields { name type { name } }`)} } } }`;
const stars = (count: number) => Array(count).fill('*').join(' OR ');
const matching = (text: string) => `{ explanations(first: 1, where: {formula: {contains: "${text}"}}) { totalCount } }`;
const COUNTS = `{ ${repeat(20, (at) => `a${at}: explanationCounts(where: {iou: {gt: 0.0${at + 10}}}) { n units categories { n } }`)} }`;
const ALIASES = `{ ${repeat(90, (at) => `a${at}: models(first: 20) { nodes { name id } }`)} }`;
const SAME_FIELDS = `{ ${repeat(330, () => 'models(first: 1) { totalCount }')} }`;
const FRAGMENTS = `{ ${repeat(400, (at) => `...f${at}`)} } ${repeat(400, (at) => `fragment f${at} on Query { __typename }`)}`;
const ROWS = `{ units(first: 100) { nodes { unitIndex layer { units(first: 100) { nodes { ${repeat(40, (at) => `a${at}: unitIndex`)} } } } } } }`;
const DEEP = `{ models(first: 2) { nodes { ${'versions(first: 2) { nodes { model { '.repeat(5)} name ${'} } } '.repeat(5)} } } }`;
const NO_QUERY_BODY_BYTES = 199_000;

/** Sends a request's beginning and then a byte a second, as long as it is let. */
function slowly(armed: Armed, head: string): Promise<void> {
  const { hostname, port } = new URL(armed.api);
  return new Promise((done) => {
    const socket = connect(Number(port), hostname, () => socket.write(head));
    const drip = setInterval(() => socket.write('a'), 1_000);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearInterval(drip);
      done();
    });
    socket.resume();
  });
}

const headOf = (path: string, headers: string) =>
  `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${headers}`;

/** What a first caller may do, by its name in the table. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  'introspection, the usual': (armed) => post(armed, WHOLE),
  'introspection, ever another': (armed, turn) => post(armed, anew(BELOW, turn)),
  'introspection beyond the limit': (armed, turn) => post(armed, anew(BEYOND, turn)),
  'patterns of 60 wildcards': (armed) => post(armed, matching(stars(60))),
  'patterns of 10 wildcards': (armed) => post(armed, matching(stars(10))),
  'eight connections: costly statements': (armed) => post(armed, COUNTS),
  'costly statements, left at once': (armed) =>
    post(armed, COUNTS, { signal: AbortSignal.timeout(LEAVE_MS) }).catch(() => undefined),
  '200 streams': (armed) =>
    post(armed, 'subscription { runEvents(after: "0") { cursor } }', {
      headers: { ...shown(armed), accept: 'text/event-stream' },
      signal: AbortSignal.timeout(STREAM_MS),
    }).catch(() => undefined),
  'pictures 1,024 wide': (armed, turn) =>
    fetch(`${armed.api}/media/overlays/${1 + (turn % 8)}/1.png?w=${1024 - (turn % 99)}`, {
      headers: shown(armed),
    }).then((answer) => answer.arrayBuffer()),
  'pictures of unbounded height': (armed, turn) =>
    fetch(`${armed.api}/media/overlays/9/1.png?w=${1024 - (turn % 99)}`, { headers: shown(armed) }).then((answer) =>
      answer.arrayBuffer(),
    ),
  aliases: (armed, turn) => post(armed, anew(ALIASES, turn)),
  'fields of one name': (armed, turn) => post(armed, anew(SAME_FIELDS, turn)),
  'many fragments': (armed, turn) => post(armed, anew(FRAGMENTS, turn)),
  depth: (armed, turn) => post(armed, anew(DEEP, turn)),
  'as many values as may be': (armed, turn) => post(armed, anew(ROWS, turn)),
  'requests without a key': (armed) => post(armed, '{ __typename }', { headers: {} }),
  'requests with wrong keys': (armed, turn) =>
    post(armed, '{ __typename }', {
      headers: { authorization: `Bearer strata_0123456789abcdef_${String(turn).padStart(43, 'A')}` },
    }),
  'bodies as large as may be': (armed, turn) =>
    post(armed, `{ __typename } # ${String(turn).padEnd(NO_QUERY_BODY_BYTES, 'x')}`),
  'bodies too large': (armed) => post(armed, `{ __typename } # ${'x'.repeat(10 * NO_QUERY_BODY_BYTES)}`),
  'slow bodies': (armed) =>
    slowly(armed, headOf('/graphql', `authorization: Bearer ${armed.key}\r\ncontent-length: 100000\r\n\r\n{`)),
  'slow headers': (armed) => Promise.race([slowly(armed, headOf('/graphql', 'x-slow: ')), sleep(5_000)]),
};
