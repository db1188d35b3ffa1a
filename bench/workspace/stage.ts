/** The stage whose keys are accepted. Apart, so that a measured process that needs its name does not load the config's schema. */
export const STAGE = 'local';
