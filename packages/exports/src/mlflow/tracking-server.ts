import { StrataError } from '@strata/domain';

/** How long a server may take to answer. */
const ANSWER_MS_MAX = 60_000;

type Json = Record<string, unknown>;

/** An MLflow tracking server's REST API. */
export class TrackingServer {
  readonly address: string;
  readonly #headers: Readonly<Record<string, string>>;

  /**
   * @param address as in MLFLOW_TRACKING_URI
   * @param environment where MLFLOW_TRACKING_TOKEN, or _USERNAME and _PASSWORD, are looked for, as MLflow's own client does
   * @throws StrataError BAD_CONFIG when the address is none of http or https
   */
  constructor(address: string, environment: NodeJS.ProcessEnv) {
    if (!URL.canParse(address) || !/^https?:$/u.test(new URL(address).protocol)) {
      const message = `--tracking-uri: expected the address of a tracking server, such as http://127.0.0.1:5000, came ${address}.`;
      throw new StrataError('BAD_CONFIG', message);
    }
    this.address = address.replace(/\/+$/u, '');
    this.#headers = { 'content-type': 'application/json', ...authorization(environment) };
  }

  /** What a GET answers; null where there is none such. */
  async find(path: string, query: Readonly<Record<string, string>>): Promise<Json | null> {
    const answer = await this.#ask(`${path}?${new URLSearchParams(query)}`, { method: 'GET' });
    if (answer.status === 404) return null;
    return this.#read(path, answer);
  }

  async post(path: string, body: Json): Promise<Json> {
    return this.#read(path, await this.#ask(path, { method: 'POST', body: JSON.stringify(body) }));
  }

  async #ask(path: string, init: { readonly method: string; readonly body?: string }): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(ANSWER_MS_MAX);
      return await fetch(`${this.address}/api/2.0/mlflow/${path}`, { ...init, headers: this.#headers, signal });
    } catch (cause) {
      const why = cause instanceof Error ? ((cause.cause as Error | undefined)?.message ?? cause.message) : '';
      const message = `Expected a tracking server at ${this.address}; it can’t be reached: ${why}. Check the address, or write files with --out.`;
      throw new StrataError('BAD_CONFIG', message, { cause });
    }
  }

  async #read(path: string, answer: Response): Promise<Json> {
    const text = await answer.text();
    if (!answer.ok) {
      const message = `${this.address} refused ${path} with ${answer.status}: ${text.slice(0, 300)}`;
      throw new StrataError('BAD_CONFIG', message);
    }
    try {
      return JSON.parse(text) as Json;
    } catch (cause) {
      const message = `Expected a tracking server of MLflow at ${this.address}; it answers ${path} with ${text.slice(0, 60)}.`;
      throw new StrataError('BAD_CONFIG', message, { cause });
    }
  }
}

function authorization(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const {
    MLFLOW_TRACKING_TOKEN: token,
    MLFLOW_TRACKING_USERNAME: user,
    MLFLOW_TRACKING_PASSWORD: password,
  } = environment;
  if (user) return { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` };
  return token ? { authorization: `Bearer ${token}` } : {};
}
