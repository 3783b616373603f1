import { NO, Type } from './type';
import { secrecyOf } from '../support/secrecy';
import { isReadable, textFault } from '../support/text';
import { UNSET_FIX } from '../support/unset';

/** Any text that can stand in a manifest; what it says is for the place to check. */
export const TEXT: Type = {
  words: 'text',
  plural: 'texts',
  isLeaf: true,
  take: (value) => (typeof value === 'string' && isReadable(value) ? value : NO),
  faultOf: (value, what) => (typeof value === 'string' ? textFault(what, value) : undefined),
  fixFor(value, { what }) {
    if (value === undefined || Number.isNaN(value)) return UNSET_FIX;
    if (secrecyOf(what) !== 'open' || (typeof value !== 'number' && typeof value !== 'boolean')) return undefined;
    return `write ${JSON.stringify(String(value))}`;
  },
};

function numberOf(isLegal: (value: number) => boolean): Type {
  return {
    words: 'a number',
    plural: 'numbers',
    isLeaf: true,
    take(value) {
      if (typeof value !== 'number' || !isLegal(value)) return NO;
      // -0 would be written as such.
      return value === 0 ? 0 : value;
    },
    fixFor: (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? `write ${Number(value)}` : undefined),
  };
}

/** A number of this package: which ones are legal is checked where it is used, NaN and Infinity included. */
export const NUMBER = numberOf(() => true);

/** A number for cdk8s-plus, which checks few. */
export const FINITE_NUMBER = numberOf(Number.isFinite);

export const BOOLEAN: Type = {
  words: 'true or false',
  plural: 'true or false',
  isLeaf: true,
  take: (value) => (typeof value === 'boolean' ? value : NO),
  fixFor: (value) => (value === 'true' || value === 'false' ? `write ${value}` : undefined),
};
