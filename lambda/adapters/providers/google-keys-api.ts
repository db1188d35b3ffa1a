import type { GoogleApiKeysSettings } from '../../../contract/key-drivers.ts';
import { ProviderFault } from '../../domain/provider-fault.ts';
import type { GoogleTokenSource } from '../google/google-token.ts';
import { answerFault } from './answer-fault.ts';
import { answerText } from './answer-text.ts';
import { patientCall, type Sleep } from './patient-call.ts';
import type { ProviderAnswer, ProviderCall, ProviderRequest } from './provider-call.ts';

export interface GoogleKeysDeps {
  readonly call: ProviderCall;
  readonly token: GoogleTokenSource;
  readonly sleep: Sleep;
}

/** An operation usually takes seconds; the function that waits for it has minutes. */
const PAUSES_MS = [500, 1_000, 2_000, 4_000, 5_000, 5_000, 10_000, 10_000, 10_000, 10_000];
/** A project has at most 300 keys; the list has deleted ones too. */
const PAGES_MAX = 20;

/** https://cloud.google.com/apis/design/errors: the code of an operation's error is a number of google.rpc.Code. */
const RPC_CODES: Readonly<Record<number, 'throttled' | 'unauthorised'>> = {
  7: 'unauthorised',
  8: 'throttled',
  16: 'unauthorised',
};
const ALREADY_EXISTS = 6;

/** One project's keys over REST: authenticated, paged, and waited for. */
export class GoogleKeysApi {
  readonly #apiUrl: string;
  readonly #keys: string;
  readonly #deps: GoogleKeysDeps;
  readonly #call: ProviderCall;

  constructor({ apiUrl, project }: GoogleApiKeysSettings, deps: GoogleKeysDeps) {
    this.#apiUrl = apiUrl;
    this.#keys = `${apiUrl}/v2/projects/${project}/locations/global/keys`;
    this.#deps = deps;
    // Everything here may be done twice: a key's id is chosen by us, and deleting or restoring is to a state.
    this.#call = patientCall(deps.call, deps.sleep, true);
  }

  /** Whatever Google answers. */
  ask(
    action: string,
    method: ProviderRequest['method'],
    path: string,
    body?: object,
  ): Promise<ProviderAnswer> {
    return this.#send(action, method, this.#keys + path, body);
  }

  async succeeded(action: string, method: ProviderRequest['method'], path: string): Promise<ProviderAnswer> {
    const answer = await this.ask(action, method, path);
    if (answer.status !== 200) throw answerFault(action, answer);
    return answer;
  }

  /** Every page of a list. */
  async all(action: string, query: string): Promise<readonly unknown[]> {
    const keys: unknown[] = [];
    let token = '';
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const { json } = await this.succeeded(
        action,
        'GET',
        query + (token === '' ? '' : `&pageToken=${token}`),
      );
      const { keys: some = [], nextPageToken = '' } = Object(json) as {
        keys?: unknown[];
        nextPageToken?: string;
      };
      keys.push(...some);
      if (nextPageToken === '') return keys;
      token = encodeURIComponent(nextPageToken);
    }
    throw new ProviderFault('unreadable', action);
  }

  /** Waits until the operation that an answer begins has ended well. One that finds the key already there has. */
  async finished(action: string, begun: ProviderAnswer): Promise<void> {
    let answer = begun;
    for (const pauseMs of [...PAUSES_MS, 0]) {
      if (answer.status !== 200) throw answerFault(action, answer);
      const { done, error } = Object(answer.json) as { done?: boolean; error?: { code?: number } };
      if (error !== undefined && error.code !== ALREADY_EXISTS)
        throw new ProviderFault(RPC_CODES[error.code ?? 0] ?? 'refused', action);
      if (done === true) return;
      if (pauseMs === 0) break;
      await this.#deps.sleep(pauseMs);
      const name = answerText(action, answer.json, 'name');
      if (!/^operations\/[\w.-]+$/.test(name)) throw new ProviderFault('unreadable', action);
      answer = await this.#send(action, 'GET', `${this.#apiUrl}/v2/${name}`);
    }
    throw new ProviderFault('slow', action);
  }

  /** Waits until a key is there whose id is taken: it is being made by a call whose answer never arrived. */
  async appeared(action: string, id: string): Promise<void> {
    for (const pauseMs of [...PAUSES_MS, 0]) {
      const { status, json } = await this.ask(action, 'GET', `/${id}`);
      // An id stays taken for the 30 days in which its key can be restored; that key is no new one.
      if (status === 200 && Object(json).deleteTime !== undefined) throw new ProviderFault('refused', action);
      if (status === 200) return;
      if (pauseMs > 0) await this.#deps.sleep(pauseMs);
    }
    throw new ProviderFault('slow', action);
  }

  async #send(
    action: string,
    method: ProviderRequest['method'],
    url: string,
    body?: object,
  ): Promise<ProviderAnswer> {
    const { secret } = await this.#deps.token();
    return this.#call({
      action,
      method,
      url,
      credential: { header: 'authorization', prefix: 'Bearer ', secret },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
