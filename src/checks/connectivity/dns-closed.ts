import { DnsOpenings, dnsOpenings } from './dns-openings';
import { isOwn } from '../../reachability/own-workloads';
import { Side } from '../../reachability/side';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

const PORTS = ['53/UDP', '53/TCP'];
const LOOPBACK = /^(127\.|::1$)/;

/** Workloads that may call others, and may not ask for their names. */
export const dnsClosed: Rule = {
  id: 'dns-closed',
  title: 'Policies of egress leave DNS closed',
  severity: 'warning',
  group: 'connectivity',
  why: 'As soon as a policy isolates egress, DNS is closed as well: no name resolves, not even that of a Service which the policy opens, and every connection fails after a timeout.',
  fix: 'Open 53/UDP and 53/TCP to the DNS of the cluster: in namespace kube-system the pods with k8s-app: kube-dns; the address 169.254.20.10 of NodeLocal DNSCache; on OpenShift port 5353 of namespace openshift-dns.',
  *find(input: CheckInput): Iterable<Found> {
    const { sides } = input.analysis.cluster;
    // Workloads that the same policies select share a side.
    const known = new Map<Side, DnsOpenings>();
    for (const pods of input.pods) {
      const { object, position, workload } = pods;
      const side = sides.egress[position];
      if (workload.hostNetwork || input.context.standIns?.has(workload.id) === true) continue;
      if (side.isolatedBy.length === 0 || side.unjudgedBy.length > 0) continue;
      // A construct opens the DNS of its ClusterProfile, on whatever port that is.
      if (isOwn(input.analysis, position)) continue;
      const openings = known.get(side) ?? dnsOpenings(input, side);
      known.set(side, openings);
      if (!openings.isSome) continue;
      const isolating = [...new Set(side.isolatedBy.map(({ id }) => id))];
      const policies = `${firstOf(isolating, 3)} ${isolating.length === 1 ? 'lets' : 'let'} it`;
      if (isServed(pods, openings)) {
        if (openings.byLabel === undefined) continue;
        yield {
          object,
          detail: openings.byLabel,
          message: `${object.id}: ${policies} ask for names in namespaces with ${openings.byLabel}, a label that kube-system has only where somebody gave it`,
          fix: 'select it by kubernetes.io/metadata.name: kube-system, the label that every namespace has',
          severity: 'note',
          from: object.id,
          ports: PORTS,
        };
        continue;
      }
      const isByTcp = openings.protocols.has('TCP');
      yield {
        object,
        message: isByTcp
          ? `${object.id}: ${policies} ask for names by TCP alone, and names are asked for by UDP: none resolves`
          : `${object.id}: ${policies} call others, but no DNS (port 53): no name resolves`,
        fix: isByTcp
          ? 'add protocol: UDP to the port 53, beside the one of TCP'
          : `add a rule of egress for ports 53/UDP and 53/TCP to ${serversOf(pods)}`,
        severity: isByTcp || (openings.needNames && !hasOwnNames(pods)) ? 'warning' : 'note',
        from: object.id,
        ports: isByTcp ? [PORTS[0]] : PORTS,
      };
    }
  },
};

/** Whether names resolve all the same. */
function isServed({ spec }: CheckedPods, { protocols }: DnsOpenings): boolean {
  if (protocols.has('UDP')) return true;
  const options = spec.get('dnsConfig', 'options').items();
  if (protocols.has('TCP') && options.some((option) => option.get('name').value === 'use-vc')) return true;
  const servers = spec.get('dnsConfig', 'nameservers').items();
  // A resolver in the pods themselves.
  return isWithoutCluster(spec) && servers.length > 0 && servers.every((server) => LOOPBACK.test(server.text() ?? ''));
}

function isWithoutCluster(spec: CheckedPods['spec']): boolean {
  return spec.get('dnsPolicy').value === 'None';
}

/** Names that stand in the hosts file of the pods need no DNS. */
function hasOwnNames({ spec }: CheckedPods): boolean {
  return spec.get('hostAliases').items().length > 0;
}

function serversOf({ spec }: CheckedPods): string {
  if (isWithoutCluster(spec)) return 'the addresses in dnsConfig.nameservers';
  if (spec.get('dnsPolicy').value === 'Default') return 'the nameservers of the nodes';
  return "namespace kube-system, pods with k8s-app: kube-dns (or wherever the cluster's DNS is)";
}
