/** Names one run of a drill: the client of its keys, their label, the beginning of its placements. */
export const drillMark = (random: Uint8Array): string => `drill-${Buffer.from(random).toString('hex')}`;

/** Whether a placement was written by a drill. Only operators write placements. */
export const isDrillLabel = (label: string): boolean => /^drill-[0-9a-f]{8}: /.test(label);
