import { describe } from '@jest/globals';
import { FakeArchive } from './fake-chain.ts';
import { sealedArchiveSuite } from './sealed-archive-suite.ts';

describe('the archive in memory', () => {
  const archive = new FakeArchive();
  sealedArchiveSuite(
    () => archive,
    async (object, bytes) => void archive.versions.get(object)?.push(bytes ?? null),
  );
});
