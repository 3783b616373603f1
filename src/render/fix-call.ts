import { AddressBlock } from '../reachability/address-set';
import { PortQuestion } from '../reachability/asked-end';
import { FixByCall, PeerOfCall } from '../reachability/fix';
import { variableOf } from '../reachability/own-workloads';
import { Workload } from '../topology/model';

/** The lines of TypeScript that open a connection. Variables are called as the constructs mostly are. */
export function callLines(fix: FixByCall): string[] {
  switch (fix.kind) {
    case 'connect': {
      const options = fix.portName === undefined ? '' : `, { ports: [${text(fix.portName)}] }`;
      return [`${variableOf(fix.client)}.connectTo(${variableOf(fix.target)}${options});`];
    }
    case 'allow': {
      const call = fix.direction === 'egress' ? 'allowTo' : 'allowFrom';
      const own = `${variableOf(fix.workload)}.connections.${call}`;
      return peersOf(fix.peer).map((peer) => `${own}(${peer}, [${portCall(fix.port)}]);`);
    }
    case 'alias':
      return [
        ...(fix.reach === 'networks' ? ['// in place of 10.0.0.0/16: the networks that its addresses lie in'] : []),
        `const outside = new ExternalAlias(${chartOf(fix.client)}, 'outside', { ${aliasOptions(fix).join(', ')} });`,
        `${variableOf(fix.client)}.connectTo(outside);`,
      ];
    case 'expose':
      return [
        `// give ${variableOf(fix.workload)}, a PublicWebApp, an exposure, one of:`,
        'exposure: Exposure.ingress({ … }), Exposure.gateway({ … }), Exposure.loadBalancer(), Exposure.nodePort()',
      ];
  }
}

function aliasOptions({ hostname, reach, addresses = [], port }: Extract<FixByCall, { kind: 'alias' }>): string[] {
  if (hostname === undefined) return [`addresses: [${addresses.map(text).join(', ')}]`, portOption(port)];
  return [
    hostname.startsWith('*.') ? `names: [${text(hostname)}]` : `hostname: ${text(hostname)}`,
    portOption(port),
    ...(reach === 'public' ? ['reach: ExternalReach.PUBLIC'] : []),
    ...(reach === 'networks' ? ["cidrs: Cidrs.of(['10.0.0.0/16'])"] : []),
  ];
}

function peersOf(peer: PeerOfCall): string[] {
  switch (peer.kind) {
    case 'construct':
      return [variableOf(peer.workload)];
    case 'pods': {
      const { namespace, labels } = peer.workload;
      const list = Object.entries(labels).map(([key, value]) => `${text(key)}: ${text(value)}`);
      return [`Peer.pods({ namespace: ${text(namespace)}, labels: { ${list.join(', ')} } })`];
    }
    case 'internet':
      return ['Peer.internet()'];
    case 'addresses':
      return peer.addresses.blocks().map(cidrCall);
  }
}

function cidrCall({ cidr, except }: AddressBlock): string {
  const without = except.length === 0 ? '' : `, { except: [${except.map(text).join(', ')}] }`;
  return `Peer.cidr(${text(cidr)}${without})`;
}

function portCall({ protocol, port }: PortQuestion): string {
  return `Port.${protocol.toLowerCase()}(${port})`;
}

function portOption({ protocol, port }: PortQuestion): string {
  return protocol === 'TCP' ? `port: ${port}` : `ports: [{ port: ${port}, protocol: Protocol.${protocol} }]`;
}

/** Charts are mostly called after their namespace. */
function chartOf({ namespace }: Workload): string {
  return variableOf({ name: namespace });
}

/** A text of TypeScript, in the quotes that are usual there. */
function text(value: string): string {
  return `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}
