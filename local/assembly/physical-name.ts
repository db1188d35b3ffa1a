import type { Subject } from './identity.ts';
import { LOWER_ALPHANUMERIC, stableCode, UPPER_ALPHANUMERIC } from './place.ts';

/** What CloudFormation calls a resource that the template does not name. */
export const generatedName = ({ place, logicalId }: Subject, max: number): string => {
  const code = stableCode(place, logicalId, 12, UPPER_ALPHANUMERIC);
  return `${`${place.stackName}-${logicalId}`.slice(0, max - 13)}-${code}`;
};

/** A stable code of a resource, for ids. */
export const code = (s: Subject, length: number, salt = ''): string =>
  stableCode(s.place, s.logicalId + salt, length, LOWER_ALPHANUMERIC);

/** A stable UUID of a resource. */
export const uuid = (s: Subject): string =>
  stableCode(s.place, s.logicalId, 32, '0123456789abcdef').replace(
    /^(.{8})(.{4})(.{4})(.{4})(.{12})$/,
    '$1-$2-$3-$4-$5',
  );
