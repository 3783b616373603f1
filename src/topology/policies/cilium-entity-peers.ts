import { PolicyPeer } from '../model';
import { EVERYTHING } from '../parse-selector';

/** What is in the cluster besides its pods. */
const IN_CLUSTER = ['health', 'host', 'ingress', 'init', 'kube-apiserver', 'remote-node', 'unmanaged'];
const IPV4 = world('0.0.0.0/0');
const IPV6 = world('::/0');

/** The entities that Cilium has words for; `all` is everybody, who has no peers. */
const PEERS: ReadonlyMap<string, readonly PolicyPeer[]> = new Map<string, readonly PolicyPeer[]>([
  ...IN_CLUSTER.map((entity): [string, PolicyPeer[]] => [entity, [{ kind: 'entities', entities: [entity] }]]),
  [
    'cluster',
    [
      { kind: 'pods', namespaceSelector: EVERYTHING, podSelector: EVERYTHING },
      { kind: 'entities', entities: IN_CLUSTER },
    ],
  ],
  ['world', [IPV4, IPV6]],
  ['world-ipv4', [IPV4]],
  ['world-ipv6', [IPV6]],
  // It stands for what there never is.
  ['none', []],
]);

/** Their names, in the order of messages. */
export const ENTITIES: readonly string[] = ['all', ...PEERS.keys()].sort();

/** The peers that an entity stands for: nothing for all of them. */
export function peersOfEntity(entity: string): readonly PolicyPeer[] | undefined {
  return PEERS.get(entity);
}

function world(cidr: string): PolicyPeer {
  return { kind: 'ipBlock', cidr, except: [], isOutside: true };
}
