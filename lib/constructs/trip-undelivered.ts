/**
 * The alarm on what the responder never came to: one that is not run, or dies at once, counts no failure. What could not be given
 * to it lies in its queue.
 */
export const TRIP_UNDELIVERED = {
  name: 'TripUndelivered',
  /** Messages in the queue. */
  threshold: 1,
  meaning:
    'The responder could not be told of the use of a decoy, or died each time; a queue holds what is left.',
} as const;
