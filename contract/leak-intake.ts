/** What is done about a key that works and lies in public. */
export const LEAK_ACTIONS = ['report', 'quarantine', 'reroll'] as const;

/**
 * `report`: tell people. `quarantine`: deny the key as well. `reroll`: give it a new value in place of that, and end the old one
 * at once. Who tells of it, a scanner or an operator, changes nothing about it.
 */
export type LeakAction = (typeof LEAK_ACTIONS)[number];

/** Where GitHub reports keys that it found: the second method of the API that asks no authorizer, for GitHub has no key. */
export const GITHUB_REPORTS_MOUNT = '/leaks/github';

/**
 * Public keys that sign GitHub's reports
 * (https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program).
 */
export const GITHUB_KEYS_URL = 'https://api.github.com/meta/public_keys/secret_scanning';

/** Requests a second, and at once, to the open method: what a stranger can cost, and more reports than GitHub ever sends. */
export const REPORTS_THROTTLE = { ratePerSecond: 10, burst: 20 } as const;
