import { ApiFault } from '../google/api-fault.ts';

type Reason = 'required' | 'invalidParameter' | 'invalidPageToken' | 'unknownPart';

const DOMAINS: Readonly<Record<Reason, string>> = {
  required: 'global',
  invalidParameter: 'global',
  invalidPageToken: 'youtube.parameter',
  unknownPart: 'youtube.part',
};

/** 400 for one parameter of the query (https://developers.google.com/youtube/v3/docs/errors). */
export const parameterFault = (parameter: string, reason: Reason, message: string): ApiFault =>
  new ApiFault({
    code: 400,
    message,
    legacy: { domain: DOMAINS[reason], reason, location: parameter, locationType: 'parameter' },
  });

/** 400 for a list request that does not say of what. */
export const noFilterFault = (filters: readonly string[]): ApiFault =>
  new ApiFault({
    code: 400,
    message: `No filter selected. Expected one of: ${filters.join(', ')}`,
    legacy: {
      domain: 'youtube.parameter',
      reason: 'missingRequiredParameter',
      location: 'parameters.',
      locationType: 'other',
    },
  });

/** 400 for filters that exclude each other. */
export const incompatibleFault = (filters: readonly string[]): ApiFault =>
  new ApiFault({
    code: 400,
    message: `Incompatible parameters specified in the request: ${filters.join(', ')}`,
    legacy: {
      domain: 'youtube.parameter',
      reason: 'incompatibleParameters',
      location: 'parameters.',
      locationType: 'other',
    },
  });
