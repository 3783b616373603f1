import { Construct, IConstruct } from 'constructs';
import { ClusterProfile } from '../network/cluster-profile';

/** What closes a namespace in both directions. */
enum Closed {
  NOT,
  /** The policy that comes with the namespace is being made. */
  MAKING,
  BY_NAMESPACE,
  BY_USER,
}

interface Closing {
  by: Closed;
  automatic?: Construct;
}

const CLOSINGS = new WeakMap<IConstruct, Map<string, Closing>>();

/**
 * Notes a policy that denies both directions. What a user wrote stands for what came with the namespace, whichever was
 * first: policies add up, so that the other one would open what this one closes, and two may not have one name.
 */
export function noteDefaultDeny(policy: Construct, namespace: string | undefined): void {
  const closing = closingOf(policy, namespace);
  if (closing.by === Closed.MAKING) {
    closing.by = Closed.BY_NAMESPACE;
    closing.automatic = policy;
    return;
  }
  const { automatic } = closing;
  closing.by = Closed.BY_USER;
  closing.automatic = undefined;
  automatic?.node.scope?.node.tryRemoveChild(automatic.node.id);
}

/** Makes the policy that comes with a namespace, unless there is one. */
export function closeNamespace(owner: Construct, namespace: string, make: () => Construct): void {
  const closing = closingOf(owner, namespace);
  if (closing.by !== Closed.NOT) return;
  closing.by = Closed.MAKING;
  make();
}

function closingOf(construct: Construct, namespace = ''): Closing {
  const { root } = construct.node;
  const closings = CLOSINGS.get(root) ?? new Map<string, Closing>();
  CLOSINGS.set(root, closings);
  const key = `${namespace} ${ClusterProfile._clusterOf(construct)}`;
  const closing = closings.get(key) ?? { by: Closed.NOT };
  closings.set(key, closing);
  return closing;
}
