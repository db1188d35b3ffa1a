import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import {
  DescribeKeyCommand,
  GenerateMacCommand,
  GetPublicKeyCommand,
  SignCommand,
  VerifyCommand,
  VerifyMacCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runAssembly } from '../../../local/run-assembly.ts';
import { clients } from '../support/clients.ts';
import { type SmallRun, startSmall } from '../support/small-run.ts';
import { allow, smallTemplate } from '../support/small-template.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { writeAssembly } from '../support/write-assembly.ts';

const CURVES = {
  ECC_NIST_P256: ['ECDSA_SHA_256', 'sha256'],
  ECC_NIST_P384: ['ECDSA_SHA_384', 'sha384'],
  ECC_NIST_P521: ['ECDSA_SHA_512', 'sha512'],
  ECC_SECG_P256K1: ['ECDSA_SHA_256', 'sha256'],
} as const;
const key = (KeySpec: string, KeyUsage: string, extra: object = {}) => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeySpec, KeyUsage, ...extra },
});
const arnOf = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const root = { AWS: { 'Fn::Sub': 'arn:aws:iam::$'.concat('{AWS::AccountId}:root') } };
const keyPolicy = (...statements: object[]): object => ({
  KeyPolicy: {
    Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: root }, ...statements],
  },
});
const template = smallTemplate(
  [
    allow('kms:Sign', arnOf('Signer')),
    { ...allow('kms:Sign', arnOf('Limited')), Condition: { StringEquals: { 'kms:MessageType': 'DIGEST' } } },
    allow('kms:Sign', arnOf('Closed')),
  ],
  (resources) => {
    for (const spec of Object.keys(CURVES)) resources[spec.replaceAll('_', '')] = key(spec, 'SIGN_VERIFY');
    resources['Signer'] = key('ECC_NIST_P256', 'SIGN_VERIFY');
    resources['SignerAlias'] = {
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: 'alias/signer', TargetKeyId: { Ref: 'Signer' } },
    };
    resources['Limited'] = key('ECC_NIST_P256', 'SIGN_VERIFY');
    resources['Closed'] = key('ECC_NIST_P256', 'SIGN_VERIFY', {
      KeyPolicy: {
        Statement: [{ Effect: 'Allow', Action: 'kms:Describe*', Resource: '*', Principal: root }],
      },
    });
    resources['Open'] = key(
      'ECC_NIST_P256',
      'SIGN_VERIFY',
      keyPolicy({ Effect: 'Allow', Action: 'kms:Sign', Resource: '*', Principal: { AWS: arnOf('Role') } }),
    );
    resources['Off'] = key('ECC_NIST_P256', 'SIGN_VERIFY', { Enabled: false });
    resources['Mac'] = key('HMAC_256', 'GENERATE_VERIFY_MAC');
  },
) as { Resources: Record<string, { Type: string }>; Outputs: Record<string, object> };
for (const [id, { Type }] of Object.entries(template.Resources))
  if (Type === 'AWS::KMS::Key') template.Outputs[`${id}Id`] = { Value: { Ref: id } };

let small: SmallRun;
beforeAll(async () => {
  small = await startSmall(template);
});
afterAll(() => small.close());

const id = (name: string): string => small.run.outputs[`${name}Id`] ?? '';
const Message = Buffer.from('what was decided');
const digestOf = (hash: string): Buffer => createHash(hash).update(Message).digest();
const publicKey = async (KeyId: string): Promise<KeyObject> => {
  const { PublicKey } = await small.operator.kms.send(new GetPublicKeyCommand({ KeyId }));
  return createPublicKey({ key: Buffer.from(PublicKey ?? []), format: 'der', type: 'spki' });
};
const request = (KeyId: string, extra: object = {}) => ({
  ...{ KeyId, Message },
  SigningAlgorithm: 'ECDSA_SHA_256' as const,
  ...extra,
});

// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
test.each(Object.entries(CURVES))(
  'what a %s key signs, message or digest, its public key verifies anywhere, and KMS too',
  async (spec, [SigningAlgorithm, hash]) => {
    const KeyId = id(spec.replaceAll('_', ''));
    const { kms } = small.operator;
    for (const [MessageType, said] of [
      ['RAW', Message],
      ['DIGEST', digestOf(hash)],
    ] as const) {
      const asked = { KeyId, Message: said, MessageType, SigningAlgorithm };
      const { Signature = new Uint8Array() } = await kms.send(new SignCommand(asked));
      expect(verify(hash, Message, await publicKey(KeyId), Signature)).toBe(true);
      for (const checked of [asked, { ...asked, Message, MessageType: 'RAW' as const }])
        expect(await kms.send(new VerifyCommand({ ...checked, Signature }))).toMatchObject({
          SignatureValid: true,
          SigningAlgorithm,
        });
      const forged = Buffer.from(Signature);
      forged[forged.length - 1] = (forged[forged.length - 1] ?? 0) ^ 1;
      for (const wrong of [forged, Buffer.from('not der'), Buffer.from([0x30, 0x00])])
        await expect(kms.send(new VerifyCommand({ ...asked, Signature: wrong }))).rejects.toMatchObject({
          name: 'KMSInvalidSignatureException',
        });
    }
  },
);

// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
test('a key is named by id, ARN, alias or the alias’s ARN; another name is NotFoundException', async () => {
  const alias = `arn:aws:kms:us-east-1:000000000000:alias/signer`;
  const told = await Promise.all(
    [id('Signer'), 'alias/signer', alias].map((KeyId) =>
      small.operator.kms.send(new DescribeKeyCommand({ KeyId })),
    ),
  );
  for (const { KeyMetadata } of told)
    expect(KeyMetadata).toMatchObject({
      KeyId: id('Signer'),
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: ['ECDSA_SHA_256'],
    });
  for (const KeyId of ['alias/none', 'no-such-key'])
    await expect(small.operator.kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
});

// https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html#API_Sign_Errors
test.each([
  ['a disabled key', () => request(id('Off')), 'DisabledException'],
  ['a key for codes', () => request(id('Mac')), 'InvalidKeyUsageException'],
  ['a symmetric key', () => request(id('Key')), 'InvalidKeyUsageException'],
  [
    'another curve’s algorithm',
    () => request(id('Signer'), { SigningAlgorithm: 'ECDSA_SHA_384' }),
    'ValidationException',
  ],
  [
    'a digest of another length',
    () => request(id('Signer'), { MessageType: 'DIGEST' }),
    'ValidationException',
  ],
  [
    'more than 4,096 bytes',
    () => request(id('Signer'), { Message: Buffer.alloc(4097) }),
    'ValidationException',
  ],
] as const)('%s does not sign', async (_, asked, name) => {
  await expect(small.operator.kms.send(new SignCommand(asked()))).rejects.toMatchObject({ name });
});

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
test('a caller needs its role and the key’s policy, or the key’s policy alone if that names the role', async () => {
  const sign = (name: string, extra: object = {}) =>
    small.worker.kms.send(new SignCommand(request(name, extra)));
  const denied = { name: 'AccessDeniedException', message: expect.stringContaining('kms:Sign') };
  expect((await sign(id('Signer'))).KeyId).toContain(id('Signer'));
  expect((await sign('alias/signer')).KeyId).toContain(id('Signer'));
  expect((await sign(id('Open'))).KeyId).toContain(id('Open'));
  await expect(sign(id('Closed'))).rejects.toMatchObject(denied);
  await expect(sign(id('ECCNISTP256'))).rejects.toMatchObject(denied);
  // https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
  await expect(sign(id('Limited'))).rejects.toMatchObject(denied);
  const digest = { Message: digestOf('sha256'), MessageType: 'DIGEST' };
  expect((await sign(id('Limited'), digest)).KeyId).toContain(id('Limited'));
  await expect(small.worker.kms.send(new GetPublicKeyCommand({ KeyId: id('Signer') }))).rejects.toMatchObject(
    { name: 'AccessDeniedException' },
  );
});

// https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateMac.html
test('a code is the same for the same message and refused for another, and its key has no public part', async () => {
  const { kms } = small.operator;
  const asked = { KeyId: id('Mac'), Message, MacAlgorithm: 'HMAC_SHA_256' as const };
  const { Mac } = await kms.send(new GenerateMacCommand(asked));
  expect((await kms.send(new GenerateMacCommand(asked))).Mac).toEqual(Mac);
  expect((await kms.send(new VerifyMacCommand({ ...asked, Mac }))).MacValid).toBe(true);
  await expect(
    kms.send(new VerifyMacCommand({ ...asked, Message: Buffer.from('another'), Mac })),
  ).rejects.toMatchObject({ name: 'KMSInvalidMacException' });
  await expect(kms.send(new GetPublicKeyCommand({ KeyId: id('Mac') }))).rejects.toMatchObject({
    name: 'UnsupportedOperationException',
  });
});

test('a key outlives the run: what it signed before a restart is verified after it', async () => {
  const folder = temporaryFolder();
  const { Worker, WorkerPermission, Any, AnyMethod, ...Resources } = template.Resources;
  const assemblyDir = writeAssembly(`${folder.path}/cdk.out`, { Resources });
  const options = { assemblyDir, stateDir: `${folder.path}/state`, port: 0 };
  const asked = request('alias/signer');
  const first = await runAssembly(options);
  const { Signature } = await clients(first).kms.send(new SignCommand(asked));
  await first.close();
  const second = await runAssembly(options);
  const told = await clients(second).kms.send(new VerifyCommand({ ...asked, Signature }));
  await second.close();
  folder.remove();
  expect(told.SignatureValid).toBe(true);
});
