import { Cni } from './cni';
import { PeerSurroundings } from './peer-parts';
import { firstAddress } from '../support/cidr';
import { inWords, refuse, Where } from '../support/refuse';
import { isInside, ReservedNetwork, reservedFor } from '../support/reserved-networks';

/** Plugins whose pods may have addresses of the cloud's network. */
const OF_THE_CLOUD: readonly Cni[] = [Cni.AWS_VPC_CNI, Cni.AZURE_CNI, Cni.AZURE_CNI_CILIUM, Cni.AZURE_NPM];

/** Refuses a network in which nothing can be that is outside of the cluster. */
export function checkOutsideNetwork(where: Where, what: string, network: string, surroundings: PeerSurroundings): void {
  const found = reservedFor(network) ?? ownOf(network, surroundings);
  if (found === undefined) return;
  refuse(where, {
    what,
    got: inWords(`${spelled(network)}: ${found.what}`),
    allowed: 'what is outside of the cluster',
    fix: found.fix,
  });
}

function ownOf(network: string, surroundings: PeerSurroundings): Omit<ReservedNetwork, 'networks'> | undefined {
  const { podCidrs, serviceCidrs = [], vpcCidrs = [], cni } = surroundings;
  const services = serviceCidrs.find((outer) => isInside(network, outer));
  if (services !== undefined) {
    return {
      what: `in ${services}, the network of Services`,
      fix:
        network === firstAddress(services)
          ? 'connections.allowTo(Peer.kubeApiServer())'
          : 'connect to the construct that has the Service, or open its pods: connections.allowTo(Peer.pods({ namespace, labels }), ports)',
    };
  }
  // Pods that have addresses of the cloud's network share it with machines that are none.
  const isShared = (outer: string): boolean =>
    vpcCidrs.length > 0
      ? vpcCidrs.some((vpc) => isInside(vpc, outer))
      : cni !== undefined && OF_THE_CLOUD.includes(cni);
  const pods = podCidrs.find((outer) => isInside(network, outer) && !isShared(outer));
  if (pods === undefined) return undefined;
  return {
    what: `in ${pods}, the network of pods`,
    fix: 'connect to their construct, or name the pods by labels: connections.allowTo(Peer.pods({ namespace, labels }), ports)',
  };
}

function spelled(network: string): string {
  return /(^[^:]*\/32|:.*\/128)$/.test(network) ? network.slice(0, network.indexOf('/')) : network;
}
