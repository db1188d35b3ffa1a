/** A question to the access log that is asked again and again. */
export interface SavedQuery {
  readonly title: string;
  /** Logs Insights. Selects by name what the access log holds, never `@message`. */
  readonly query: string;
}

/** Every saved query of a stage. Where one needs an id, it is typed over the capitals. */
export const SAVED_QUERIES: readonly SavedQuery[] = [
  {
    title: 'Refusals by address',
    query:
      'filter status like /^4/ | stats count(*) as refusals by ip, status | sort refusals desc | limit 50',
  },
  {
    title: 'Slowest routes',
    query:
      'filter status like /^2/ | stats count(*) as calls, pct(latencyMs, 50) as median, pct(latencyMs, 95) as slow by method, route | sort slow desc | limit 50',
  },
  {
    title: 'One request by id',
    query:
      'filter requestId = "REQUEST_ID" | fields @timestamp, requestId, ip, method, route, status, keyId, client, errorType, authorizerStatus, integrationStatus, latencyMs, integrationLatencyMs, responseBytes',
  },
  {
    title: 'Calls of one key',
    query:
      'filter keyId = "KEY_ID" | fields @timestamp, ip, method, route, status, latencyMs, requestId | sort @timestamp desc | limit 500',
  },
];
