import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { OUTPUTS } from '../contract/outputs.ts';
import { OperatorFault } from '../lambda/domain/operator-fault.ts';
import type { Connection } from './connection.ts';
import { readOutputs } from './outputs.ts';

/** A run on this machine checks no signature; these only say who called. */
const NO_SECRET = { accessKeyId: 'SALLYPORTCLI', secretAccessKey: 'not-a-secret' };
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Connects to the run on this machine through the file it wrote when it was ready. */
export async function connectLocal(stateDir: string): Promise<Connection> {
  const path = join(resolve(stateDir), 'ready.json');
  const fault = (problem: string) =>
    new OperatorFault(
      'connection.missing',
      `${path} ${problem}`,
      'start the gateway with `npm start`; if its state lies elsewhere, name the folder with --state',
    );
  const text = await readFile(path, 'utf8').catch(() => {
    throw fault('cannot be read');
  });
  const ready = parsed(text);
  const { url, awsEndpoint, region, outputs } = ready;
  if (typeof awsEndpoint !== 'string' || typeof region !== 'string' || typeof outputs !== 'object')
    throw fault('is not a ready file');
  // Whatever is set here, upstream keys included, must not leave this machine.
  if (!URL.canParse(awsEndpoint) || !LOOPBACK.includes(new URL(awsEndpoint).hostname))
    throw fault('names an endpoint that is not on this machine');
  return {
    region,
    endpoint: awsEndpoint,
    credentials: NO_SECRET,
    // The template's own address is where the stage would be in AWS; clients of this run call elsewhere.
    outputs: readOutputs({ ...Object(outputs), [OUTPUTS.url]: url } as Record<string, unknown>, path),
    operator: `local:${userInfo().username}`,
  };
}

function parsed(text: string): Partial<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Partial<Record<string, unknown>>;
  } catch {
    return {};
  }
}
