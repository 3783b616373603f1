import { Place, Type } from './type';
import { checkText } from '../support/text';

/** Any text that can stand in a manifest; what it says is for the place to check. */
export const TEXT: Type = {
  words: 'text',
  plural: 'texts',
  admits: (value) => typeof value === 'string',
  take: (value, { where, what }) => checkText(where, what, value as string),
  fixFor(value, { secret }: Place) {
    if (value === undefined) return 'is it read from an unset variable? Give it a value, or leave its name out';
    if (secret || (typeof value !== 'number' && typeof value !== 'boolean')) return undefined;
    return `write ${JSON.stringify(String(value))}`;
  },
};

function numberOf(admits: (value: unknown) => boolean): Type {
  return {
    words: 'a number',
    plural: 'numbers',
    admits,
    // -0 would be written as such.
    take: (value) => (value === 0 ? 0 : value),
    fixFor: (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? `write ${Number(value)}` : undefined),
  };
}

/** A number of this package: which ones are legal is checked where it is used, NaN and Infinity included. */
export const NUMBER = numberOf((value) => typeof value === 'number');

/** A number for cdk8s-plus, which checks few. */
export const FINITE_NUMBER = numberOf(Number.isFinite);

export const BOOLEAN: Type = {
  words: 'true or false',
  plural: 'true or false',
  admits: (value) => typeof value === 'boolean',
  take: (value) => value,
  fixFor: (value) => (value === 'true' || value === 'false' ? `write ${value}` : undefined),
};

export const ANYTHING: Type = {
  words: 'anything',
  plural: 'anything',
  admits: () => true,
  take: (value) => value,
};
