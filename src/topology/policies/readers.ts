import { PolicyReader } from './policy-reader';

/** The readers of policies beside NetworkPolicies, by API version, then by kind. */
const READERS: { readonly [apiVersion: string]: { readonly [kind: string]: PolicyReader } } = {};

/** Who reads the policies of a kind; nobody if they are not judged. */
export function readerOf(kind: string, apiVersion: string): PolicyReader | undefined {
  const kinds = Object.hasOwn(READERS, apiVersion) ? READERS[apiVersion] : {};
  return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}
