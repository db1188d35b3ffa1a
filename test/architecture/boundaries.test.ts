import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { houseFiles, importsOf, nodesOf, ROOMS, sourceFiles } from '../support/source-files.ts';
import { DOORS, listed, roomOf } from './doors.ts';

const house = houseFiles();

test('every import goes through a door', () => {
  const closed = house.flatMap((file) => {
    const room = roomOf(file.path);
    const door = room === undefined ? undefined : DOORS[room];
    if (room === undefined || door === undefined) return [`${file.path} is in no room`];
    const { ours, packages } = importsOf(file);
    const wrong = [
      ...ours.filter((path) => roomOf(path) !== room && !listed(door.ours, path)),
      ...packages.filter((name) => !listed(door.packages, name)),
    ];
    return wrong.map((name) => `${file.path} imports ${name}`);
  });
  expect(closed).toEqual([]);
});

test('the stack and the functions meet in the contract only', () => {
  const crossing = house.filter((file) => {
    const far = file.path.startsWith('lib/')
      ? 'lambda/'
      : file.path.startsWith('lambda/')
        ? 'lib/'
        : undefined;
    return far !== undefined && importsOf(file).ours.some((path) => path.startsWith(far));
  });
  expect(crossing.map(({ path }) => path)).toEqual([]);
});

test('every room has files, and every folder of functions its doors', () => {
  for (const room of ROOMS) expect([room, sourceFiles(room).length > 0]).toEqual([room, true]);
  const folders = new Set(
    house
      .filter(({ path }) => path.startsWith('lambda/'))
      .map(({ path }) => path.split('/').slice(0, 2).join('/')),
  );
  expect([...folders].filter((folder) => roomOf(`${folder}/x.ts`) !== folder)).toEqual([]);
});

test('the domain never waits', () => {
  const waiting = house
    .filter(({ path }) => path.startsWith('lambda/domain/'))
    .filter((file) =>
      nodesOf(file).some(
        (node) =>
          ts.isAwaitExpression(node) ||
          node.kind === ts.SyntaxKind.AsyncKeyword ||
          (ts.isIdentifier(node) &&
            /^(Promise|PromiseLike|setTimeout|setInterval|setImmediate|queueMicrotask)$/.test(node.text)),
      ),
    );
  expect(waiting.map(({ path }) => path)).toEqual([]);
});

test('the domain knows no clock and no chance', () => {
  const knowing = house
    .filter(({ path }) => path.startsWith('lambda/domain/'))
    .filter(({ text }) =>
      /\bDate\.now\b|new Date\(\)|Math\.random|randomBytes|randomUUID|performance\./.test(text),
    );
  expect(knowing.map(({ path }) => path)).toEqual([]);
});
