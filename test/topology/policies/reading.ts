import { Field } from '../../../src/topology/manifest';
import { Policy, Problem } from '../../../src/topology/model';
import { isNotJudged, PolicyReader } from '../../../src/topology/policies/policy-reader';
import { readerOf } from '../../../src/topology/policies/readers';

/** What a reader said of one policy. */
export interface Reading {
  /** Empty if it is not judged. */
  readonly policies: readonly Policy[];
  /** Why it is not judged. */
  readonly notJudged?: string;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** Reads an object as the readers of its kind do. Its namespace is `shop`, unless the kind has none. */
export function reading(object: { readonly kind: string; readonly apiVersion: string }, namespace?: string): Reading {
  const { kind, apiVersion } = object;
  const origin = { source: 'input.yaml', document: 1 };
  const [problems, warnings]: [Problem[], Problem[]] = [[], []];
  const root = Field.root({ object, origin }, problems, warnings);
  const id = namespace === undefined ? `${kind}/p` : `${namespace}/${kind}/p`;
  const reader = readerOf(kind, apiVersion) as PolicyReader;
  const read = reader(root, { id, apiVersion, kind, name: 'p', namespace, origin });
  return {
    policies: isNotJudged(read) ? [] : read,
    ...(isNotJudged(read) ? read : {}),
    problems: problems.map(({ message }) => message),
    warnings: warnings.map(({ message }) => message),
  };
}
