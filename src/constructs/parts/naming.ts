import { Construct } from 'constructs';
import { checkAnnotations, checkPlainName, checkResourceName } from '../../support/names';

/** What the resources of a workload are called. @internal */
export interface NamingProps {
  /**
   * The name of the rendered resources.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Labels of all resources and pods. Selectors never use them.
   *
   * @default - the recommended labels only
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the object that makes the pods: the Deployment, StatefulSet, DaemonSet, Job or CronJob.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/** What a kind of workload asks of its name. */
export interface NameRules {
  /** Whether a Service has the same name, which is then a host name. */
  readonly isHost: boolean;
  /** How long it may be: names are made of it, and labels of those. */
  readonly maxLength?: number;
}

/** The name of the resources, once it is known to be legal for all of them. */
export function resolveName(
  where: Construct,
  id: string,
  { name, annotations }: NamingProps,
  rules: NameRules,
): string {
  // Not the id of the node, in which "/" is replaced.
  const resolved = name ?? id;
  if (annotations !== undefined) checkAnnotations(where, annotations);
  return rules.isHost
    ? checkResourceName(where, resolved, rules.maxLength)
    : checkPlainName(where, resolved, rules.maxLength ?? LONGEST_NAME);
}

/** A Deployment's ReplicaSets carry its name and a hash of 10 characters. */
const LONGEST_NAME = 253 - 11;
