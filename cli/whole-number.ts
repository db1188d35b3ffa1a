import { InvalidArgumentError } from 'commander';

/** Reads an option that takes a whole number from 1 to `max`. */
export const wholeNumber =
  (max: number) =>
  (text: string): number => {
    const value = /^[1-9]\d*$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > max) throw new InvalidArgumentError(`It takes a whole number from 1 to ${max}.`);
    return value;
  };
