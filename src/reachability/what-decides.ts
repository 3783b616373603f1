import { AddressSet } from './address-set';
import { Analysis } from './analysis';
import { AskedEnd, PortQuestion } from './asked-end';
import { AskedSide } from './asked-side';
import { divideAddresses } from './divide-addresses';
import { entriesThatHide } from './find-fixes';
import { PortSet } from './port-set';
import { Reason } from './reason';
import { allRules } from './side-rules';
import { rulesOnNames } from './undecided-side';

/** What would decide a question that the manifests leave open, by the reason why. */
export function whatDecides(analysis: Analysis, { from, to, port, sides, reason }: Undecided): string[] {
  switch (reason.code) {
    case 'pod-address':
      return ['say where pods have their addresses from: --pod-cidr of the command, podCidrs of the cluster profile'];
    case 'node-address':
      return to.kind === 'workload'
        ? entriesThatHide(analysis, to.position, port).map(({ id, hidesClients }) =>
            hidesClients === true
              ? `preserve_client_ip.enabled=true in the target group of ${id} keeps the addresses of the clients`
              : `externalTrafficPolicy: Local on ${id} keeps the addresses of the clients`,
          )
        : [];
    case 'host-network':
      return [
        'what the network plugin does with policies on the host network; pods with hostNetwork: false are decided',
      ];
    case 'named-port':
      return sides
        .flatMap(({ side }) => allRules(side).filter(({ namedPorts }) => namedPorts.length > 0))
        .map(
          ({ policy, index, namedPorts }) =>
            `the number in place of ${namedPorts.map(({ name }) => name).join(', ')} in ${policy.id}, rule ${index}`,
        );
    case 'some-addresses':
      return addressesLetThrough(analysis, from, to, port);
    case 'some-pods':
      return ['selectors by labels that all pods of the workload have, or a question about others'];
    case 'unjudged-policy': {
      const ids = sides.flatMap(({ side }) => side.doubt?.anything ?? []).map(({ id }) => id);
      return [`what ${[...new Set(ids)].join(', ')} says`];
    }
    case 'unknown-names': {
      const question = PortSet.range(port.protocol, port.port, port.port);
      const names = sides
        .flatMap(({ side }) => rulesOnNames(side, question))
        .flatMap(({ others }) => others?.names ?? [])
        .flatMap((peer) => peer.names);
      return names.length === 0
        ? ['the addresses of the name: ask for ip:<address>']
        : [...new Set(names)]
            .sort()
            .slice(0, 3)
            .map((name) => `a question about the name: name:${name}`);
    }
    case 'not-in-input':
      return ['the manifests of what the policy asks for, in the input'];
    case 'equal-priority':
      return ['priorities of their own for these policies'];
    case 'some-nodes':
      return ['a question about nodes that the rule surely means, or surely does not'];
    case 'controller-unknown':
      return ["a rule that names the controller's pods: their namespace, and their labels"];
    case 'mesh-unknown':
      return ['the Namespaces of both ends in the input, with the labels by which the mesh takes their pods in'];
    case 'mesh-wire':
      return ["rules that let through both the port and the mesh's own, on both sides"];
    case 'identity-unknown':
      return ['the manifests of the client in the input, with its account and the labels of its namespace'];
    case 'identity-conflict':
      return ['one policy for these pods and ports in place of several'];
    case 'identity-perhaps':
      return ['rules without conditions that nobody can judge from manifests'];
    case 'unjudged-identity':
      return ['what the policy of the mesh says'];
    case 'same-pod':
      return [];
  }
}

/** What is to be decided. */
export interface Undecided {
  readonly from: AskedEnd;
  readonly to: AskedEnd;
  readonly port: PortQuestion;
  readonly sides: readonly AskedSide[];
  readonly reason: Reason;
}

const MOST_NETWORKS = 5;

function addressesLetThrough(
  analysis: Analysis,
  from: AskedEnd,
  to: AskedEnd,
  { protocol, port }: PortQuestion,
): string[] {
  const [own, peer, direction] =
    from.kind === 'workload' ? ([from, to, 'egress'] as const) : ([to, from, 'ingress'] as const);
  if (own.kind !== 'workload' || (peer.kind !== 'addresses' && peer.kind !== 'internet')) return [];
  const open = divideAddresses(analysis, own.position, direction).filter(({ allow }) => allow.has(protocol, port));
  const asked = AddressSet.unionAll(peer.alternatives);
  const blocks = AddressSet.unionAll(open.map(({ addresses }) => addresses.intersect(asked))).blocks();
  if (blocks.length === 0) return [];
  const shown = blocks
    .slice(0, MOST_NETWORKS)
    .map(({ cidr, except }) => (except.length === 0 ? cidr : `${cidr} without ${except.length} networks`));
  const more = blocks.length > shown.length ? ` and ${blocks.length - shown.length} more networks` : '';
  return [`a question about fewer addresses; let through are ${shown.join(', ')}${more}`];
}
