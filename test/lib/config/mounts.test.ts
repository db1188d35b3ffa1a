import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isComplaint } from '../../../lib/config/complaint.ts';
import { mountsCollide, readMount } from '../../../lib/config/mount.ts';
import { holds } from './holds.ts';

const mount = fc
  .array(fc.constantFrom('a', 'ab', 'b', 'v3', 'x.y'), { minLength: 1, maxLength: 3 })
  .map((segments) => `/${segments.join('/')}`);

test('two mounts collide exactly if some path lies below both', () => {
  const exactly = fc.property(mount, mount, (one, other) => {
    const longer = one.length > other.length ? one : other;
    const below = `${longer}/x`;
    expect(mountsCollide(one, other)).toBe(below.startsWith(`${one}/`) && below.startsWith(`${other}/`));
    expect(mountsCollide(one, other)).toBe(mountsCollide(other, one));
  });
  holds(exactly);
});

test.each([
  '',
  '/',
  'weather',
  '/weather/',
  '//a',
  '/a//b',
  '/.',
  '/a/..',
  '/a b',
  '/a%20',
  '/ä',
  '/{proxy+}',
  '/ping',
  '/sping',
  '/sallyport/x',
  '/.well-known',
  '/a:b',
])('%j is no mount', (text) => {
  expect(isComplaint(readMount(text))).toBe(true);
});

test('plain segments are a mount', () => {
  holds(fc.property(mount, (text) => expect(readMount(text)).toBe(text)));
});
