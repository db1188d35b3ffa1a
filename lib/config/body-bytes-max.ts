/**
 * A request body reaches Lambda in base64, in an event of at most 6 MB
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). This leaves room for the headers.
 */
export const BODY_BYTES_MAX = 4_400_000;
