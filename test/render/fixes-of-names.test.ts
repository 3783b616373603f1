import { Chart } from 'cdk8s';
import { Protocol } from 'cdk8s-plus-28';
import { Cidrs, ExternalAlias, ExternalReach, NetworkReport, Port, Worker } from '../../src';
import { testApp } from '../manifests';

function shop(): { readonly chart: Chart; readonly worker: Worker } {
  const chart = new Chart(testApp(), 'shop', { namespace: 'shop' });
  return { chart, worker: new Worker(chart, 'worker', { image: 'ghcr.io/acme/app:1.0.0' }) };
}

/** The lines that an answer proposes for the stack. */
function proposed(chart: Chart, to: string, port: Port): string[] {
  const { text } = NetworkReport.of(chart).explain('worker', to, port);
  const [, lines] = text.split('to open it, in the stack:\n');
  return lines === undefined
    ? []
    : lines
        .trimEnd()
        .split('\n')
        .map((line) => line.trim());
}

const SCOPE = ['ExternalAlias', 'ExternalReach', 'Cidrs', 'Protocol', 'shop', 'worker'];

/** Writes the lines into the stack. */
function write({ chart, worker }: ReturnType<typeof shop>, lines: readonly string[]): void {
  new Function(...SCOPE, lines.join('\n'))(ExternalAlias, ExternalReach, Cidrs, Protocol, chart, worker);
}

test.each<[string, Port, string]>([
  ['name:api.stripe.com', Port.HTTPS, "{ hostname: 'api.stripe.com', port: 443 }"],
  ['name:api.stripe.com', Port.HTTP, "{ hostname: 'api.stripe.com', port: 80 }"],
  ['name:smtp.example.com', Port.tcp(587), "{ hostname: 'smtp.example.com', port: 587, reach: ExternalReach.PUBLIC }"],
  [
    'name:ntp.example.com',
    Port.udp(123),
    "{ hostname: 'ntp.example.com', ports: [{ port: 123, protocol: Protocol.UDP }], reach: ExternalReach.PUBLIC }",
  ],
  ['name:*.example.com', Port.HTTPS, "{ names: ['*.example.com'], port: 443, reach: ExternalReach.PUBLIC }"],
  [
    'name:orders.c9abc.eu-west-1.rds.amazonaws.com',
    Port.POSTGRES,
    "{ hostname: 'orders.c9abc.eu-west-1.rds.amazonaws.com', port: 5432, cidrs: Cidrs.of(['10.0.0.0/16']) }",
  ],
  [
    'name:orders.abc.0001.euw1.cache.amazonaws.com',
    Port.HTTPS,
    "{ hostname: 'orders.abc.0001.euw1.cache.amazonaws.com', port: 443, cidrs: Cidrs.of(['10.0.0.0/16']) }",
  ],
])('%s is opened by an alias that is not refused', (to, port, props) => {
  const made = shop();
  const lines = proposed(made.chart, to, port);
  expect(lines.filter((line) => !line.startsWith('//'))).toEqual([
    `const outside = new ExternalAlias(shop, 'outside', ${props});`,
    'worker.connectTo(outside);',
  ]);
  const isToBeFilled = props.includes('10.0.0.0/16');
  expect(lines.filter((line) => line.startsWith('//'))).toEqual(
    isToBeFilled ? ['// in place of 10.0.0.0/16: the networks that its addresses lie in'] : [],
  );
  expect(() => write(made, lines)).not.toThrow();
});

test.each(['name:db.shop.svc.cluster.local', 'name:metadata.google.internal', 'name:db.localhost'])(
  'no alias is proposed for %s, because it would be refused',
  (to) => {
    expect(proposed(shop().chart, to, Port.HTTPS)).toEqual([]);
  },
);

test.each(['169.254.169.254', '127.0.0.1', 'fe80::1', 'fd00:ec2::23'])(
  'nor for %s, which is a network of its own to open',
  (address) => {
    const network = `${address}/${address.includes(':') ? 128 : 32}`;
    expect(proposed(shop().chart, `ip:${address}`, Port.HTTP)).toEqual([
      `worker.connections.allowTo(Peer.cidr('${network}'), [Port.tcp(80)]);`,
    ]);
  },
);
