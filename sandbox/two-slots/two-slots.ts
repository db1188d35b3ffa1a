import { randomBytes } from 'node:crypto';
import { bearerOf, type JsonApi, type JsonCall, objectOf } from '../stand-in/json-call.ts';

export interface TwoSlotsSandbox {
  readonly api: JsonApi;
  /** What an OAuth client of the management API must send; random, made at start. */
  readonly clientSecret: string;
  readonly values: Readonly<Record<'key1' | 'key2', string>>;
  accepts(key: string): boolean;
}

const ACCOUNT =
  '/subscriptions/sub/resourceGroups/group/providers/Microsoft.CognitiveServices/accounts/account';
const newValue = () => randomBytes(42).toString('base64url');

/**
 * Azure's management of a service with two keys: `listKeys` and `regenerateKey`
 * (https://learn.microsoft.com/rest/api/aiservices/accountmanagement/accounts/regenerate-key), with Entra's token endpoint beside it.
 */
export function twoSlots(): TwoSlotsSandbox {
  const clientSecret = randomBytes(30).toString('base64url');
  const tokens = new Set<string>();
  const values = { key1: newValue(), key2: newValue() };
  const refused = (status: number, code: string, message: string) => ({
    status,
    json: { error: { code, message } },
  });

  const token = (call: JsonCall) => {
    const form = new URLSearchParams(call.body);
    if (form.get('grant_type') !== 'client_credentials' || form.get('client_secret') !== clientSecret)
      return { status: 401, json: { error: 'invalid_client', error_description: 'AADSTS7000215' } };
    const bought = randomBytes(60).toString('base64url');
    tokens.add(bought);
    return { status: 200, json: { token_type: 'Bearer', expires_in: 3599, access_token: bought } };
  };

  const regenerate = (call: JsonCall) => {
    const { keyName } = objectOf(call);
    if (keyName === 'Key1') values.key1 = newValue();
    else if (keyName === 'Key2') values.key2 = newValue();
    else return refused(400, 'BadRequest', 'keyName must be Key1 or Key2.');
    return { status: 200, json: { ...values } };
  };

  return {
    clientSecret,
    values,
    accepts: (key) => key === values.key1 || key === values.key2,
    api: (call) => {
      if (call.path === '/tenant/oauth2/v2.0/token') return token(call);
      if (!tokens.has(bearerOf(call)))
        return refused(401, 'InvalidAuthenticationToken', 'The access token is invalid.');
      if (call.query.get('api-version') === null)
        return refused(400, 'MissingApiVersionParameter', 'api-version is missing.');
      if (call.path === `${ACCOUNT}/listKeys`) return { status: 200, json: { ...values } };
      if (call.path === `${ACCOUNT}/regenerateKey`) return regenerate(call);
      return refused(404, 'ResourceNotFound', 'The resource was not found.');
    },
  };
}
