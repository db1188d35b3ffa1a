import type { RotationDriver } from '../../contract/rotation.ts';
import { complaintAboutUpstreamKey } from './upstream-key-text.ts';

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md: `whsec_`, 24 to 64 bytes in base64. */
const SIGNING_SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;
/** What OpenAI's other keys begin with. */
const OPENAI_PROJECT_KEY = /^sk-(proj|svcacct|None)-/;

/**
 * What is wrong with a secret for administration as an operator typed it, without repeating any of it; `undefined` if its driver can
 * use it. Only what is certain is checked: providers change what their keys look like.
 */
export function complaintAboutAdminKey(driver: RotationDriver['driver'], text: string): string | undefined {
  const complaint = complaintAboutUpstreamKey(text);
  if (complaint !== undefined) return complaint;
  if (driver === 'webhook' && !signs(text))
    return 'is no signing secret: whsec_ and 24 to 64 random bytes in base64, as `echo "whsec_$(openssl rand -base64 32)"` makes them';
  if (driver === 'openai-admin' && OPENAI_PROJECT_KEY.test(text))
    return 'is the key of a project; make an admin key in the settings of the organization';
  return undefined;
}

function signs(text: string): boolean {
  const [, encoded] = SIGNING_SECRET.exec(text) ?? [];
  const bytes = encoded === undefined ? 0 : Buffer.from(encoded, 'base64').length;
  return bytes >= 24 && bytes <= 64;
}
