import * as ipaddr from 'ipaddr.js';
import { AdminApi, OutsideKey } from './admin-api';
import { setOf, soleOf } from './admin-lists';
import { readDomainName } from './admin-names';
import { readPods, readSelector } from './admin-selectors';
import { Part } from './doubts';
import { parseCidr } from '../cidr';
import { Field } from '../manifest';
import { Direction, PolicyPeer } from '../model';

const OUTSIDE: readonly OutsideKey[] = ['networks', 'nodes', 'domainNames'];
const MOST_OF_PEER = 25;

/** Reads a peer: pods, or in egress what has no pods. */
export function readPeer(peer: Part, direction: Direction, api: AdminApi): readonly PolicyPeer[] {
  const outside = direction === 'egress' ? api.outside : [];
  if (direction === 'ingress') {
    for (const key of OUTSIDE) {
      if (!peer.field.get(key).isAbsent) peer.doubt('is known for peers of egress alone', key);
    }
  }
  const key = soleOf(peer, ['namespaces', 'pods', ...outside], 'for every pod: `namespaces: {}`');
  switch (key) {
    case undefined:
      return [];
    case 'networks':
      return setOf(peer.get(key), MOST_OF_PEER, 'networks').flatMap(({ field }) => readNetwork(field, api));
    case 'nodes':
      return [{ kind: 'nodes', selector: readSelector(peer.get(key)) }];
    case 'domainNames':
      return readNames(peer.get(key), api);
    default: {
      const { namespaceSelector, podSelector } = readPods(peer, key, api);
      return [peer.field.parts.peer(namespaceSelector, podSelector)];
    }
  }
}

/** A network is of all addresses in it, those of pods and nodes among them. */
function readNetwork(field: Field, { isExact }: AdminApi): readonly PolicyPeer[] {
  const cidr = parseCidr(field);
  if (cidr === undefined) return [];
  if (isExact && hasHostBits(String(field.value), cidr)) {
    field.problem('a network without host bits', `did you mean "${cidr}"?`);
  }
  return [{ kind: 'ipBlock', cidr, except: [] }];
}

/** Whether an address and its network are not the same; IPv6 has several spellings of one address. */
function hasHostBits(text: string, cidr: string): boolean {
  const [address] = text.split('/');
  const own = ipaddr.parse(address).toString();
  return own !== cidr.split('/')[0];
}

function readNames(list: Part, api: AdminApi): readonly PolicyPeer[] {
  const read = setOf(list, MOST_OF_PEER, 'names').map(({ field }) => readDomainName(field, api));
  const names = [...new Set(read.filter((name) => name !== undefined))];
  const isDeep = names.some((name) => name.startsWith('*.'));
  return [{ kind: 'names', names, ...(isDeep ? { isDeep } : {}) }];
}
