/** Names one run of a drill: the client of its keys, their label, the beginning of its placements. */
export const drillMark = (random: Uint8Array): string => `drill-${Buffer.from(random).toString('hex')}`;

/**
 * Whether a key was made by a drill, and so the decoy that was planted beside it, which is its client's. Nobody can change a
 * key's client, and nothing that a caller sends has a say.
 */
export const isDrillClient = (client: string): boolean => /^drill-[0-9a-f]{8}$/.test(client);

/** Whether a placement was written by a drill. Only operators write placements. */
export const isDrillLabel = (label: string): boolean => /^drill-[0-9a-f]{8}: /.test(label);
