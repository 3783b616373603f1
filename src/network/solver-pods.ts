import { Lazy } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { ClusterProfile } from './cluster-profile';
import { declareSolvers } from './declarations';
import { EntityPolicies } from './entity-policies';
import { namespaceOf } from './namespace';
import { Peer } from './peer';
import { PeerEnd } from './peer-parts';
import { Port } from './port';
import { renderIngress } from './rules';
import { k8s } from '../plus/cdk8s-plus';
import { withoutLoss } from '../plus/rendered-json';
import { isInTree } from '../support/in-tree';

/** The label and port of the pods by which cert-manager answers HTTP-01 challenges, whoever asks for the certificate. */
export const SOLVER_LABELS = { 'acme.cert-manager.io/http01-solver': 'true' };
export const SOLVER_PORT = Port.tcp(8089);

/** The policy that closes a namespace, as those who are beside it need to know it. */
export interface ClosingPolicy {
  /** The construct that closes it. */
  readonly owner: Construct;
  /** The namespace; absent where the manifests name none. */
  readonly namespace?: string;
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
}

/** What is known of one namespace. */
interface NamespaceState {
  closedBy?: ClosingPolicy;
  /** Who must reach the pods. */
  readonly ends: PeerEnd[];
  cilium?: EntityPolicies;
  isOpened: boolean;
}

/**
 * Says that challenges of cert-manager may be answered by pods beside this construct. The pods are cert-manager's: nothing
 * isolates them but what closes the whole namespace, and only where the app does so is the way to them opened again, by a
 * policy that adds to that one.
 *
 * @param peer who sends the challenges on: the pods of the ingress controller or the Gateway
 */
export function openToSolvers(owner: Construct, peer: Peer): void {
  const profile = ClusterProfile.of(owner);
  const state = stateOf(owner, namespaceOf(owner));
  const ends = peer._ends(profile, 'ingress');
  declareSolvers({ owner, labels: SOLVER_LABELS, peer: peer.toString(), ends, ports: [SOLVER_PORT] });
  state.ends.push(...ends);
  openAgain(state);
}

/** Says that a construct closes its namespace to whoever connects. */
export function noteClosedNamespace(policy: ClosingPolicy): void {
  const state = stateOf(policy.owner, policy.namespace);
  // Of several the first one counts, unless another one took its place in the app.
  if (state.closedBy !== undefined && isInTree(state.closedBy.owner)) return;
  state.closedBy = policy;
  state.isOpened = false;
  openAgain(state);
}

/** Whoever comes second of the two makes the policy, at one place, so that the order leaves no trace. */
function openAgain(state: NamespaceState): void {
  const { closedBy, ends } = state;
  if (closedBy === undefined || ends.length === 0) return;
  if (!state.isOpened) addPolicy(state, closedBy);
  for (const end of ends) if (end.kind === 'entities') state.cilium!.open('ingress', end, [SOLVER_PORT]);
}

function addPolicy(state: NamespaceState, { owner, namespace, name: closing, labels }: ClosingPolicy): void {
  const name = `${closing}-http01-solver`;
  const { ends } = state;
  state.isOpened = true;
  state.cilium = new EntityPolicies(owner, { name, podLabels: SOLVER_LABELS, labels, namespace });
  withoutLoss(
    new k8s.KubeNetworkPolicy(owner, 'SolverPolicy', {
      metadata: { name, namespace, labels },
      spec: Lazy.any({
        produce: (): k8s.NetworkPolicySpec => ({
          podSelector: { matchLabels: SOLVER_LABELS },
          policyTypes: ['Ingress'],
          ingress: renderIngress(
            ends.flatMap((end) => (end.kind === 'peer' ? [{ peers: end.peers, ports: [SOLVER_PORT] }] : [])),
          ),
        }),
      }) as k8s.NetworkPolicySpec,
    }),
  );
}

const STATES = new WeakMap<IConstruct, Map<string, NamespaceState>>();

function stateOf(construct: Construct, namespace: string | undefined): NamespaceState {
  const app = construct.node.root;
  let states = STATES.get(app);
  if (states === undefined) STATES.set(app, (states = new Map()));
  const key = JSON.stringify([ClusterProfile._clusterOf(construct), namespace ?? null]);
  let state = states.get(key);
  if (state === undefined) states.set(key, (state = { ends: [], isOpened: false }));
  return state;
}
