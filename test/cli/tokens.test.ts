import { expect, test } from '@jest/globals';
import { mintedItem } from '../support/fake-tokens.ts';
import { tokenClaims } from '../support/token-makers.ts';
import { fakeGateway, run } from './support.ts';

const TOKEN = `eyJ${'the-token-itself'.repeat(40)}`;

/** A gateway with one key, and a token of it. */
async function withKey() {
  const gateway = fakeGateway();
  const line = '--stage prod keys create --client acme --product gemini --plan basic --json';
  const { id } = JSON.parse((await run(gateway, line)).stdout) as { id: string };
  const claims = tokenClaims({ sub: id, uses: 3, exp: 4_000_000_000 });
  gateway.desk.items.set(claims.jti, mintedItem(TOKEN, claims, { label: 'tab', left: 1 }));
  gateway.desk.answer = { status: 201, document: { token: TOKEN, id: claims.jti, expiresAt: 'then' } };
  return { gateway, id, jti: claims.jti };
}

test('a token is minted in the words of the API, on behalf of a key, and recorded without the token', async () => {
  const { gateway, id, jti } = await withKey();
  const { stdout, exitCode } = await run(
    gateway,
    `--stage prod tokens mint ${id} --ttl 5m --product gemini --uses 2 --json`,
  );
  expect([exitCode, JSON.parse(stdout)]).toMatchObject([0, { token: TOKEN, id: jti }]);
  const [asked] = gateway.desk.asked;
  expect(JSON.parse(asked?.body ?? '')).toEqual({ ttl: '5m', products: ['gemini'], uses: 2 });
  expect(asked?.keyHash).toMatch(/^[0-9a-f]{64}$/);
  const records = JSON.stringify(gateway.keys.records);
  expect(records).toContain('tokens.mint');
  expect(records).not.toContain(TOKEN);
});

test('people get the whole token on a line of its own', async () => {
  const { gateway, id } = await withKey();
  const { stdout } = await run(gateway, `--stage prod tokens mint ${id}`);
  expect(stdout.split('\n').filter((line) => line.includes('eyJ'))).toEqual([TOKEN]);
  expect(stdout).toContain('shown this once');
});

test('what the mint refuses is told by name, as wrong usage', async () => {
  const { gateway, id } = await withKey();
  gateway.desk.answer = {
    status: 400,
    document: { code: 'token.malformed', problems: ['ttl is more than 60 seconds'] },
  };
  const { exitCode, stderr } = await run(gateway, `--stage prod tokens mint ${id} --ttl 9h`);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('ttl is more than 60 seconds')]);
  gateway.desk.answer = { status: 503, document: { code: 'gateway.unavailable' } };
  expect((await run(gateway, `--stage prod tokens mint ${id}`)).exitCode).toBe(1);
});

test('a listing shows the tokens of a key and what is left of them, never a token', async () => {
  const { gateway, id, jti } = await withKey();
  const { stdout } = await run(gateway, `--stage prod tokens list ${id} --json`);
  expect(JSON.parse(stdout).items).toMatchObject([
    { id: jti, state: 'live', label: 'tab', uses: 3, usesLeft: 1 },
  ]);
  const table = await run(gateway, `--stage prod tokens list ${id}`);
  expect(table.stdout).toContain(jti);
  expect(stdout + table.stdout).not.toContain(TOKEN);
});

test('a token is revoked once, the bus is told once, and only of one that there is', async () => {
  const { gateway, jti } = await withKey();
  const revoke = async (id: string) => {
    const { stdout, exitCode } = await run(gateway, `--stage prod tokens revoke ${id} --yes --json`);
    return [exitCode, (JSON.parse(stdout) as { items: { result: string }[] }).items[0]?.result];
  };
  expect(await revoke(jti)).toEqual([0, 'revoked']);
  expect(await revoke(jti)).toEqual([0, 'already revoked']);
  const said = gateway.keys.events.published.map(({ type, detail }) => [type, Object(detail).tokenId]);
  expect(said).toEqual([['token.revoked', jti]]);
  expect((await revoke('tok_00000000000000000009'))[0]).toBe(1);
});
