import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject } from '../assembly/template.ts';
import type { FunctionPlan } from '../plan/plan-functions.ts';
import { readAll } from '../read-all.ts';
import type { Extensions } from './extensions.ts';

const ROOT = '/2020-01-01/extension';
const BODY_BYTES_MAX = 64 * 1024;

export interface ExtensionsApi {
  readonly extensions: Extensions;
  readonly plan: FunctionPlan;
  /** Extensions register during INIT only. */
  readonly initializing: () => boolean;
  /** An extension has asked for its next event. */
  readonly settled: () => void;
  /** An extension has reported that it cannot go on, with its error type. */
  readonly failed: (errorType: string) => void;
}

export const isExtensionCall = (request: IncomingMessage): boolean =>
  request.url?.startsWith(`${ROOT}/`) === true;

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html, as far as internal extensions use it. */
export async function answerExtension(
  api: ExtensionsApi,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = `${request.method} ${request.url?.slice(ROOT.length)}`;
  if (call === 'POST /register') {
    await register(api, request, response);
    return;
  }
  const id = String(request.headers['lambda-extension-identifier'] ?? '');
  if (!api.extensions.knows(id)) {
    refuse(response, 403, 'Extension.UnknownExtensionIdentifier', `Unknown extension ${id}`);
  } else if (call === 'GET /event/next') {
    api.extensions.next(id, (event) => answer(response, 200, event));
    api.settled();
  } else if (call === 'POST /init/error' || call === 'POST /exit/error') {
    request.resume();
    answer(response, 202, { status: 'OK' });
    api.failed(String(request.headers['lambda-extension-function-error-type'] ?? 'Extension.Unknown'));
  } else {
    refuse(response, 404, 'Extension.UnknownPath', `${call} is not served by the local run`);
  }
}

async function register(
  { extensions, plan, initializing }: ExtensionsApi,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const events = eventsOf(await readAll(request, BODY_BYTES_MAX));
  const name = String(request.headers['lambda-extension-name'] ?? '');
  if (name === '')
    return refuse(response, 400, 'Extension.MissingExtensionName', 'Lambda-Extension-Name is missing');
  // Internal extensions live in the runtime's process: they hear of no SHUTDOWN.
  if (events?.some((event) => event !== 'INVOKE') !== false)
    return refuse(
      response,
      403,
      'Extension.InvalidEventType',
      'Internal extensions register for INVOKE only',
    );
  const id = initializing() ? extensions.register(name, events.map(String)) : undefined;
  if (id === undefined)
    return refuse(response, 403, 'Extension.InvalidExtensionState', `${name} cannot register now`);
  response.setHeader('Lambda-Extension-Identifier', id);
  const accountId = plan.arn.split(':')[4];
  const wantsAccount = request.headers['lambda-extension-accept-feature'] === 'accountId';
  answer(response, 200, {
    functionName: plan.name,
    functionVersion: '$LATEST',
    handler: plan.handler,
    ...(wantsAccount ? { accountId } : {}),
  });
}

function eventsOf(body: Buffer | undefined): readonly unknown[] | undefined {
  try {
    const document: unknown = JSON.parse(body?.toString('utf8') ?? '');
    const events = isObject(document) ? (document['events'] ?? []) : undefined;
    return Array.isArray(events) ? events : undefined;
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, document: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document));
}

const refuse = (response: ServerResponse, status: number, errorType: string, errorMessage: string): void =>
  answer(response, status, { errorType, errorMessage });
