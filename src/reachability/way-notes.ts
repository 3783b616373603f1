import { Analysis } from './analysis';
import { AskedEnd } from './asked-end';
import { Verdict, waysFor } from './explain';
import { PortSet } from './port-set';

/** What to say about the ways in where the internet asks: policies let somebody in whom nothing leads there, or the other way round. */
export function wayNotes(
  analysis: Analysis,
  from: AskedEnd,
  to: AskedEnd,
  ports: PortSet,
  byPolicies: Verdict,
): string[] {
  if (from.kind !== 'internet' || to.kind !== 'workload') return [];
  const ways = waysFor(analysis, from, to, ports);
  const closed = [...new Set(ways.filter(({ isClosed }) => isClosed).map(({ way }) => way.id))];
  if (closed.length > 0) {
    return [`${closed.join(' and ')} lead${closed.length === 1 ? 's' : ''} there, and the policies close it`];
  }
  if (ways.length > 0 || byPolicies === 'deny') return [];
  const others = analysis.judgedWays[to.position].map(({ way }) => `${way.id} (to ${way.ports.toString()})`);
  const elsewhere = others.length === 0 ? '' : `; there is ${[...new Set(others)].join(', ')}`;
  return [
    `the policies ${byPolicies === 'allow' ? 'let' : 'may let'} addresses in, but no Ingress, route, load balancer, node port, external IP or host port of the input ` +
      `leads there${elsewhere}`,
  ];
}
