/** From where on something is worth telling. */
export interface DetectionLimits {
  /** Calls after which a key's countries are known. */
  readonly callsBeforeCountry: number;
  /** Calls after which a key's networks are known. */
  readonly callsBeforeNetwork: number;
  /** A key that comes from more networks than this is one that roams: another network means nothing. */
  readonly networksMax: number;
  /** Faster than any aircraft that carries people. */
  readonly kmPerHourMax: number;
  /** Nearer than this, the data is too coarse to say anything. */
  readonly kmMin: number;
  /** Hours with calls after which a key's habits are known. */
  readonly hoursBefore: number;
  /** Fewer calls in an hour are no spike. */
  readonly spikeCallsMin: number;
  readonly sleepDays: number;
  /** Forbidden routes within `forbiddenMinutes`. */
  readonly forbiddenMax: number;
  readonly forbiddenMinutes: number;
}

export const DETECTION_LIMITS: DetectionLimits = {
  callsBeforeCountry: 20,
  callsBeforeNetwork: 50,
  networksMax: 8,
  kmPerHourMax: 1_000,
  kmMin: 500,
  hoursBefore: 24,
  spikeCallsMin: 100,
  sleepDays: 30,
  forbiddenMax: 10,
  forbiddenMinutes: 10,
};
