import { shorten } from './ports';

/** What of layer 7 alone is let through: everything, if it is absent. */
export interface Narrowed {
  readonly only?: readonly string[];
}

/** A verdict with what of layer 7 alone it is about: `allow (only HTTP GET /health)`. */
export function formatVerdict({ verdict, only }: Narrowed & { readonly verdict: string }): string {
  return only === undefined ? verdict : `${verdict} (only ${only.join(', ')})`;
}

/** The same for a cell that must stay narrow. */
export function formatNarrowVerdict({ verdict, only }: Narrowed & { readonly verdict: string }): string {
  return only === undefined ? verdict : `${verdict} (only ${shorten(only, 3)})`;
}

/** The lines of a label that say so; none where everything is let through. */
export function onlyLines({ only }: Narrowed): string[] {
  return only === undefined ? [] : [`only ${shorten(only, 3)}`];
}
