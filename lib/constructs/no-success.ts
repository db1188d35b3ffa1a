/**
 * The alarm on API Gateway's own metrics, which also sees what no function lives to count. What is refused to strangers alone does
 * not raise it: a gateway that nobody but a scanner calls at night is well.
 */
export const NO_SUCCESS = {
  name: 'NoSuccess',
  /** Requests that failed with 5XX within five minutes in which none succeeded. */
  threshold: 10,
  /** Five minutes each, in a row. */
  periods: 3,
  meaning: 'Requests fail and none has succeeded for 15 minutes.',
} as const;
