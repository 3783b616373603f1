import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ConnectionsProps } from './connections-props';
import { withCompletedMetadata } from '../plus/completed-metadata';
import { checkObjectName } from '../support/names';
import { compareText } from '../support/order';

/** Whose policies these are. */
export interface PolicyOwner extends Pick<
  ConnectionsProps,
  'name' | 'podLabels' | 'labels' | 'annotations' | 'directions'
> {
  readonly namespace?: string;
}

/** A policy of a plugin's own kind. */
export interface PluginPolicy {
  /** The id of the construct. */
  readonly id: string;
  /** What is added to the name of the owner. */
  readonly suffix: string;
  /** What it is, for messages. */
  readonly what: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly render: () => object;
}

/** Makes a policy beside the network policy of some pods, for what network policies cannot say. */
export function addPolicyBeside(scope: Construct, owner: PolicyOwner, policy: PluginPolicy): ApiObject {
  const { labels, annotations, namespace } = owner;
  const name = checkObjectName(scope, `${owner.name}-${policy.suffix}`, `name of the ${policy.what}`);
  const object = new ApiObject(scope, policy.id, {
    apiVersion: policy.apiVersion,
    kind: policy.kind,
    metadata: { name, namespace, labels, annotations },
    spec: Lazy.any({ produce: policy.render }),
  });
  return withCompletedMetadata(object);
}

/** The same for a policy that calls make: where there are several, they are written in the order of their ids, whichever came first. */
export function addPolicyWhenNeeded(scope: Construct, owner: PolicyOwner, policy: PluginPolicy): void {
  placeWhenNeeded(scope, addPolicyBeside(scope, owner, policy));
}

/** What calls have made in a scope, by id. */
const NEEDED = new WeakMap<Construct, ApiObject[]>();

/** Writes an object that a call makes behind those of lesser ids that calls make in the same scope: each depends on the one before it. */
export function placeWhenNeeded(scope: Construct, object: ApiObject): void {
  const known = NEEDED.get(scope) ?? [];
  const later = known.findIndex(({ node }) => compareText(node.id, object.node.id) > 0);
  const at = later < 0 ? known.length : later;
  if (at > 0) object.addDependency(known[at - 1]);
  if (at < known.length) known[at].addDependency(object);
  NEEDED.set(scope, [...known.slice(0, at), object, ...known.slice(at)]);
}

/** The order of the calls leaves no trace. */
export function sorted<T>(openings: ReadonlyMap<string, T>): T[] {
  return [...openings].sort(([a], [b]) => compareText(a, b)).map(([, opening]) => opening);
}
