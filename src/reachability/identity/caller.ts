import { MeshMembership, Workload } from '../../topology/model';
import { AddressSet } from '../address-set';
import { Cluster } from '../cluster';
import { PodsEnd } from '../end';
import { pinnedNamespace } from '../pinned-namespace';
import { PodAddresses } from '../pod-addresses';
import { Reason, REASONS } from '../reason';

/** What is known of whoever connects to a server, as far as policies of a mesh ask for it. */
export interface Caller {
  /** Who gives it an identity. */
  readonly mesh: MeshMembership;
  /** Absent: nobody knows. */
  readonly namespace?: string;
  /** The name of its account. Absent: nobody knows. */
  readonly account?: string;
  /** The addresses that it has. Absent: nobody knows. */
  readonly addresses?: AddressSet;
  readonly why: WhyUnknown;
  /** Whether it passes on what comes from outside: then it is likely whoever a rule names that the input does not have. */
  readonly isController?: true;
}

/** Why something of a caller is not known, where that matters. */
export interface WhyUnknown {
  /** Whether it is in a mesh. */
  readonly mesh: Reason;
  /** Its account. */
  readonly identity: Reason;
  /** Its address. */
  readonly address: Reason;
}

/**
 * Which mesh a workload is in. Pods on the host network have no sidecar, and ztunnel does not redirect them.
 *
 * @see https://istio.io/latest/docs/ops/deployment/application-requirements/
 */
export function meshOf({ mesh = 'unknown', hostNetwork }: Pick<Workload, 'mesh' | 'hostNetwork'>): MeshMembership {
  return hostNetwork ? 'outside' : mesh;
}

/** A workload of the input as a caller. */
export function callerOfWorkload({ workloads }: Cluster, position: number, addresses: PodAddresses): Caller {
  const workload = workloads[position];
  const { id, namespace, serviceAccount, hostNetwork } = workload;
  const own = hostNetwork ? undefined : addresses.of(position);
  return {
    mesh: meshOf(workload),
    namespace,
    ...(serviceAccount === undefined ? {} : { account: serviceAccount }),
    ...(own === undefined ? {} : { addresses: own }),
    why: {
      mesh: unknownMesh(id),
      identity: {
        code: 'identity-unknown',
        text: `a policy of the mesh asks for the account of the client, and that of ${id} is not in the manifests`,
      },
      address: hostNetwork ? REASONS.hostNetwork : REASONS.podAddress,
    },
  };
}

/** Nobody can tell whether a workload is in a mesh, and it matters. */
export function unknownMesh(id: string): Reason {
  return {
    code: 'mesh-unknown',
    text: `policies of a mesh decide, and the manifests do not tell whether the pods of ${id} are in it`,
  };
}

const OUTSIDE_WHY: WhyUnknown = {
  mesh: REASONS.identityUnknown,
  identity: REASONS.identityUnknown,
  address: REASONS.someAddresses,
};

/** Addresses outside of the cluster: they have no identity of a mesh. */
export function callerOfAddresses(addresses: AddressSet): Caller {
  return { mesh: 'outside', addresses, why: OUTSIDE_WHY };
}

/** Whoever comes through a node or a load balancer that may stand in for it. */
export const HIDDEN_CALLER: Caller = { mesh: 'outside', why: { ...OUTSIDE_WHY, address: REASONS.nodeAddress } };

/** Nodes, and what else has addresses that no manifest says. */
export const NODE_CALLER: Caller = { mesh: 'outside', why: { ...OUTSIDE_WHY, address: REASONS.someNodes } };

/** Pods that the input does not have. */
export function callerOfPods({ namespaces }: Pick<PodsEnd, 'namespaces'>): Caller {
  const namespace = pinnedNamespace(namespaces);
  return {
    mesh: 'unknown',
    ...(namespace === undefined ? {} : { namespace }),
    why: { ...OUTSIDE_WHY, address: REASONS.podAddress },
  };
}

/** The pods of a controller that passes on what comes from outside, which no manifest names. */
export const CONTROLLER_CALLER: Caller = {
  mesh: 'unknown',
  why: { mesh: REASONS.controllerUnknown, identity: REASONS.controllerUnknown, address: REASONS.controllerUnknown },
  isController: true,
};
