import { createHash } from 'crypto';
import { NetworkRule } from './network-rule';
import { PolicyPort } from '../../topology/model';

/** A rule with its key. */
export function makeRule(said: Omit<NetworkRule, 'key'>): NetworkRule {
  return { ...said, key: said.name ?? keyOf(said) };
}

/** Of what it says, in whichever order its ends and ports are written; a reason may be worded anew. */
function keyOf({ word, from, to, ports }: Omit<NetworkRule, 'key'>): string {
  const textsOf = (ends: NetworkRule['from']): string[] => ends.map(({ text }) => text).sort();
  const content = [word, textsOf(from), textsOf(to), ports === undefined ? 'all' : ports.map(textOfPort).sort()];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12);
}

function textOfPort(port: PolicyPort): string {
  if (port.kind === 'range') return `${port.first}-${port.last}/${port.protocol}`;
  return port.kind === 'named' ? `${port.name}/${port.protocol}` : `all/${port.protocol}`;
}
