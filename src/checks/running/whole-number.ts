import { Raw } from '../raw';

/** A whole number that is not negative; whatever else is written there counts as nothing. */
export function wholeNumber(field: Raw): number | undefined {
  const number = field.number();
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** A port's number. */
export function portNumber(field: Raw): number | undefined {
  const number = wholeNumber(field);
  return number !== undefined && number >= 1 && number <= 65535 ? number : undefined;
}
