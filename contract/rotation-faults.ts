/** What can go wrong with a rotation. No client sees them: they are told to operators, in the log and in events. */
export const ROTATION_FAULTS = {
  'rotation.abandoned': {
    status: 409,
    title: 'This rotation was given up',
    next: 'Begin a new one: sallyport upstreams rotate.',
  },
  'rotation.busy': {
    status: 409,
    title: 'Another run has this rotation in hand',
    next: 'Wait: Secrets Manager repeats it.',
  },
  'rotation.key_refused': {
    status: 502,
    title: 'The upstream refuses the new key',
    next: 'Check the restrictions of new keys at the provider, then begin a new rotation.',
  },
  'rotation.unclear': {
    status: 502,
    title: 'The upstream does not say whether it accepts the new key',
    next: 'Check that the probe of the config reaches the upstream; Secrets Manager repeats the rotation.',
  },
  'rotation.secret_unavailable': {
    status: 503,
    title: 'Secrets Manager did not do what the rotation asked',
    next: 'Look into the log of the rotation function; Secrets Manager repeats the rotation.',
  },
  'rotation.not_configured': {
    status: 409,
    title: 'The credential for the provider’s management API is not set',
    next: 'Set the secret for administration: docs/drivers.md.',
  },
  'rotation.provider_refused': {
    status: 502,
    title: 'The provider refuses what the rotation asks for',
    next: 'Look into the log of the rotation function for what was asked, and check the driver’s settings.',
  },
  'rotation.provider_unauthorised': {
    status: 502,
    title: 'The provider does not let the rotation do this',
    next: 'Check the rights of the driver’s credential at the provider: docs/drivers.md.',
  },
  'rotation.provider_busy': {
    status: 502,
    title: 'The provider did not get it done in time',
    next: 'Wait: it is tried again.',
  },
  'rotation.provider_unreachable': {
    status: 502,
    title: 'The provider could not be reached',
    next: 'Wait: it is tried again. If it lasts, check the addresses of the driver.',
  },
  'rotation.provider_failed': {
    status: 502,
    title: 'The provider’s answer cannot be used',
    next: 'Look into the log of the rotation function, and report it: the driver may be out of date.',
  },
  'rotation.too_late': {
    status: 409,
    title: 'There is no previous key to go back to',
    next: 'Begin a new rotation instead.',
  },
} as const;
