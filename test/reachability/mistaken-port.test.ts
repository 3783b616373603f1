import { analysed, deployment, service } from './analysed';
import { Analysis } from '../../src/reachability/analysis';
import { eachPort, listens, listensAnywhere, mistakenPort } from '../../src/reachability/mistaken-port';
import { PortSet } from '../../src/reachability/port-set';

const SERVICES =
  service('web', '{ selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }') +
  service('also', '{ selector: { app: web }, ports: [{ name: a, port: 80, targetPort: 8081 }] }') +
  service('dns', '{ selector: { app: web }, ports: [{ port: 53, targetPort: 5353, protocol: UDP }] }');
const PORTS =
  '{ containers: [{ name: main, image: main, ports: [{ containerPort: 9090 }, { containerPort: 9091 }] }] }';

function position({ cluster }: Analysis, name: string): number {
  return cluster.workloads.findIndex(({ id }) => id === `shop/Deployment/${name}`);
}

describe('a port of a Service', () => {
  const web = analysed(deployment('web') + SERVICES);
  const at = position(web, 'web');

  test('that the pods do not listen on is mistaken, for all Services that have it', () => {
    const mistaken = mistakenPort(web, at, 'TCP', 80);
    expect(mistaken?.services).toEqual(['shop/Service/also', 'shop/Service/web']);
    expect(mistaken?.targets.ranges()).toEqual([{ protocol: 'TCP', port: 8080, endPort: 8081 }]);
  });

  test('of another protocol, or another number, is not', () => {
    expect(mistakenPort(web, at, 'UDP', 80)).toEqual(undefined);
    expect(mistakenPort(web, at, 'TCP', 53)).toEqual(undefined);
    expect(mistakenPort(web, at, 'TCP', 81)).toEqual(undefined);
    expect(mistakenPort(web, at, 'UDP', 53)?.services).toEqual(['shop/Service/dns']);
  });

  test('that the pods listen on, too, is not', () => {
    const both = analysed(
      deployment('web') +
        SERVICES +
        service('chain', '{ selector: { app: web }, ports: [{ port: 8080, targetPort: 8081 }] }'),
    );
    expect(mistakenPort(both, position(both, 'web'), 'TCP', 8080)).toEqual(undefined);
  });
});

describe('pods', () => {
  test('listen on what they declare, by protocol, and on what a Service forwards to', () => {
    const analysis = analysed(deployment('web', PORTS) + SERVICES);
    const at = position(analysis, 'web');
    const asked = [
      ['TCP', 9090],
      ['TCP', 9091],
      ['TCP', 8080],
      ['UDP', 5353],
      ['UDP', 9090],
      ['TCP', 80],
    ] as const;
    expect(asked.filter(([protocol, port]) => listens(analysis, at, protocol, port))).toEqual(asked.slice(0, 4));
  });

  test('listen on nobody knows what only without both', () => {
    const all = analysed(deployment('api', PORTS) + deployment('job') + deployment('web') + SERVICES);
    expect(['job', 'web', 'api'].map((name) => listensAnywhere(all, position(all, name)))).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test('neighbours among ports are ports of their own', () => {
  expect(eachPort(PortSet.range('UDP', 53, 55))).toEqual([53, 54, 55].map((port) => ({ protocol: 'UDP', port })));
});
