/*
 * What all parts of the model are made of.
 */

/** Transport protocols that a network policy knows. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** All of them, in the order of output. */
export const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

/** A direction of traffic, seen from the pods that a policy selects. */
export type Direction = 'ingress' | 'egress';

/** Labels by key. */
export type Labels = Readonly<Record<string, string>>;

/** Where a manifest was written. */
export interface Origin {
  /** A file's path, or another name of the source. */
  readonly source: string;
  /** The document in it, from 1. */
  readonly document: number;
  /** The document's first line, from 1. */
  readonly line?: number;
}

/** A requirement of a label selector. */
export interface Requirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values: readonly string[];
}

/** A label selector: all requirements must hold; none at all select everything. */
export interface Selector {
  readonly requirements: readonly Requirement[];
}
