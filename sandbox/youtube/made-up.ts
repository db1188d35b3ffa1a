import { createHash } from 'node:crypto';

/** Shown in every description, so that nobody takes the sandbox for YouTube. */
export const NOTICE = "This is Sallyport's sandbox, not YouTube: nothing stands behind this entry.";

const digest = (...seed: readonly (string | number)[]): Buffer =>
  createHash('sha256').update(JSON.stringify(seed)).digest();

/** Invented values in YouTube's forms, always the same for the same seed. */
export const madeUp = {
  etag: (...seed: readonly (string | number)[]) =>
    digest('etag', ...seed)
      .toString('base64url')
      .slice(0, 27),
  videoId: (...seed: readonly (string | number)[]) =>
    digest('video', ...seed)
      .toString('base64url')
      .slice(0, 11),
  channelId: (...seed: readonly (string | number)[]) =>
    `UC${digest('channel', ...seed)
      .toString('base64url')
      .slice(0, 22)}`,
  playlistId: (...seed: readonly (string | number)[]) =>
    `PL${digest('playlist', ...seed)
      .toString('base64url')
      .slice(0, 32)}`,
  count: (below: number, ...seed: readonly (string | number)[]) =>
    digest('count', ...seed).readUInt32BE(0) % below,
  /** A second between 2015 and 2025. */
  publishedAt: (...seed: readonly (string | number)[]) =>
    new Date(1_420_070_400_000 + (digest('time', ...seed).readUInt32BE(0) % 315_360_000) * 1000)
      .toISOString()
      .replace('.000Z', 'Z'),
  thumbnails: (id: string) => ({
    default: { url: `https://i.ytimg.com/vi/${id}/default.jpg`, width: 120, height: 90 },
    medium: { url: `https://i.ytimg.com/vi/${id}/mqdefault.jpg`, width: 320, height: 180 },
    high: { url: `https://i.ytimg.com/vi/${id}/hqdefault.jpg`, width: 480, height: 360 },
  }),
} as const;
