/** As whom the detection acts: in the audit and in events. */
export const DETECTOR_OPERATOR = 'detector';
