/** One condition key of a call, absent if the call does not name a value. */
export const conditionKey = (
  key: string,
  value: string | undefined,
): Readonly<Record<string, readonly string[]>> => (value === undefined ? {} : { [key]: [value] });
