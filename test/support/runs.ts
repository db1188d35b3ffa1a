/** `SALLYPORT_RUNS=10 npm test` tries ten times as many cases of what is tried at random: one run of CI has no time for more. */
export const RUNS = Number(process.env['SALLYPORT_RUNS'] ?? 1);
