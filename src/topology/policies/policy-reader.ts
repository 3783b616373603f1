import { Field } from '../manifest';
import { Origin, Policy } from '../model';

/** What is known of a policy before its `spec` is read. */
export interface PolicyIdentity {
  /** `namespace/Kind/name`, or `Kind/name` for kinds without namespace. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Absent: it belongs to the cluster. */
  readonly namespace?: string;
  readonly origin: Origin;
}

/** Why a policy cannot be judged, in words that follow "because": `spec.ingress[0].fromRequires is not known here`. */
export interface NotJudged {
  readonly notJudged: string;
  /** Whether what is not judged is for nodes alone, and for the pods on their network. */
  readonly isForNodes?: true;
  /** What of it is judged all the same: its rules for pods. Absent: nothing. */
  readonly judged?: readonly Policy[];
}

/**
 * Reads the policies of one kind. What its API server refuses is a problem of the field; what may mean something that nobody here
 * knows makes it a policy that is not judged, never one that says less.
 */
export type PolicyReader = (root: Field, identity: PolicyIdentity) => readonly Policy[] | NotJudged;

/** Whether a policy is not judged. */
export function isNotJudged(read: readonly Policy[] | NotJudged): read is NotJudged {
  return 'notJudged' in read;
}
