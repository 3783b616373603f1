import { parsed, problemsOf } from './parsed';
import { Workload } from '../../src/topology/model';

const indent = (text: string, by: number): string => text.replace(/^/gm, ' '.repeat(by));
const TEMPLATE = `metadata: { labels: { app: web } }
spec: { containers: [{ ports: [{ name: http, containerPort: 8080 }] }] }`;

function workloadOf(spec: string): Workload {
  const { topology, problems } = parsed(`apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n${indent(spec, 2)}`);
  expect(problems).toEqual([]);
  return topology.workloads[0];
}

describe('workloads', () => {
  test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'ReplicationController'])(
    'of kind %s keep their pods in spec.template',
    (kind) => {
      const apiVersion = kind === 'Job' ? 'batch/v1' : kind === 'ReplicationController' ? 'v1' : 'apps/v1';
      const labels = kind === 'ReplicationController' ? '{ app: web }' : '{ matchLabels: { app: web } }';
      const yaml = `apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: web, namespace: shop, labels: { app: not-this } }
spec:
  selector: ${labels}
  template:
${indent(TEMPLATE, 4)}`;
      const { topology, problems } = parsed(yaml);
      const [{ perPodLabels: _, selector: __, ...workload }] = topology.workloads;
      expect(problems).toEqual([]);
      expect(workload).toEqual({
        id: `shop/${kind}/web`,
        namespace: 'shop',
        kind,
        name: 'web',
        labels: { app: 'web' },
        namedPorts: [{ name: 'http', protocol: 'TCP', port: 8080 }],
        declaredPorts: [{ protocol: 'TCP', port: 8080 }],
        hostPorts: [],
        hostNetwork: false,
        addresses: [],
        origin: { source: 'input.yaml', document: 1, line: 1 },
      });
    },
  );

  test('of kind CronJob keep them one template deeper', () => {
    const yaml = `apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec:
  jobTemplate:
    metadata: { labels: { app: not-this } }
    spec:
      template:
${indent(TEMPLATE, 8)}`;
    const [{ id, labels, declaredPorts }] = parsed(yaml).topology.workloads;
    expect({ id, labels, declaredPorts }).toEqual({
      id: 'default/CronJob/backup',
      labels: { app: 'web' },
      declaredPorts: [{ protocol: 'TCP', port: 8080 }],
    });
  });

  test('of kind Pod are their own template', () => {
    const yaml = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { app: web } }\nspec: { hostNetwork: true }';
    const [{ id, labels, hostNetwork }] = parsed(yaml).topology.workloads;
    expect({ id, labels, hostNetwork }).toEqual({ id: 'default/Pod/a', labels: { app: 'web' }, hostNetwork: true });
  });

  test('may lack everything', () => {
    const yaml = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }';
    const { topology, problems } = parsed(yaml);
    const [{ labels, namedPorts, declaredPorts, hostNetwork }] = topology.workloads;
    expect(problems).toEqual([]);
    expect({ labels, namedPorts, declaredPorts, hostNetwork }).toEqual({
      labels: {},
      namedPorts: [],
      declaredPorts: [],
      hostNetwork: false,
    });
  });

  test('declare the ports of all containers and sidecars, but not of init containers that end', () => {
    const { namedPorts, declaredPorts } = workloadOf(`containers:
  - ports: [{ containerPort: 80, name: http }, { containerPort: 53, name: dns, protocol: UDP }]
  - ports: [{ containerPort: 81 }]
initContainers:
  - { restartPolicy: Always, ports: [{ containerPort: 15020, name: metrics }] }
  - { ports: [{ containerPort: 9999, name: http }] }`);
    expect(namedPorts).toEqual([
      { name: 'http', protocol: 'TCP', port: 80 },
      { name: 'dns', protocol: 'UDP', port: 53 },
      { name: 'metrics', protocol: 'TCP', port: 15020 },
    ]);
    expect(declaredPorts).toEqual([
      { protocol: 'TCP', port: 80 },
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 81 },
      { protocol: 'TCP', port: 15020 },
    ]);
  });

  test('are found by the selector of their controller, or by the labels of their template', () => {
    const read = (apiVersion: string, kind: string, selector: string): Workload =>
      parsed(`apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: web, namespace: shop }
spec: { ${selector} template: { metadata: { labels: { tier: front, app: web } } } }
`).topology.workloads[0];
    const app = { key: 'app', operator: 'In', values: ['web'] };
    const tier = { key: 'tier', operator: 'In', values: ['front'] };
    expect(read('apps/v1', 'Deployment', 'selector: { matchLabels: { app: web } },').selector).toEqual({
      requirements: [app],
    });
    expect(read('v1', 'ReplicationController', 'selector: { app: web },').selector).toEqual({ requirements: [app] });
    expect(read('apps/v1', 'DaemonSet', '').selector).toEqual({ requirements: [app, tier] });
    expect(read('batch/v1', 'Job', 'selector: { matchLabels: { app: web } },').selector).toBeUndefined();
    expect(workloadOf('{}').selector).toBeUndefined();
  });

  test('may have ports of their nodes', () => {
    const container =
      'containers: [{ ports: [{ containerPort: 80, hostPort: 8080, protocol: UDP }, { containerPort: 81, hostPort: 0 }] }]';
    expect(workloadOf(container).hostPorts).toEqual([{ protocol: 'UDP', port: 80, hostPort: 8080 }]);
    // The API server's default: a pod of the host network has no other ports than its node's.
    expect(workloadOf(`hostNetwork: true\n${container}`).hostPorts).toEqual([
      { protocol: 'UDP', port: 80, hostPort: 8080 },
      { protocol: 'TCP', port: 81, hostPort: 81 },
    ]);
  });

  test.each([
    ['replicas: 3', 3],
    ['replicas: 0', 0],
    ['replicas: two', undefined],
    ['paused: true', undefined],
  ])('have as many pods as is written: %s', (written, replicas) => {
    const yaml = `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { ${written}, template: { spec: {} } }\n`;
    expect(parsed(yaml).topology.workloads.map((workload) => workload.replicas)).toEqual([replicas]);
  });

  test('have the addresses that a dump tells of', () => {
    const pod = (status: string): Workload =>
      parsed(`apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nstatus: ${status}\n`).topology.workloads[0];
    expect(pod('{ podIP: 10.244.1.10, podIPs: [{ ip: 10.244.1.10 }, { ip: "FD00::0A" }] }').addresses).toEqual([
      '10.244.1.10/32',
      'fd00::a/128',
    ]);
    expect(pod('{ podIP: "" }').addresses).toEqual([]);
    expect(pod('{}').addresses).toEqual([]);
    expect(problemsOf('apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nstatus: { podIP: 10.1.2 }\n')).toEqual([
      'line 4: status.podIP: got "10.1.2"; allowed: an IPv4 or IPv6 address',
    ]);
  });

  test('are refused with ports, labels and flags of a wrong type', () => {
    const yaml = `apiVersion: v1
kind: Pod
metadata:
  name: a
  labels:
    version: 2
    empty: null
spec:
  hostNetwork: "yes"
  containers:
    - ports:
        - containerPort: 70000
        - containerPort: 80
          protocol: HTTP
    - ports: none
`;
    expect(problemsOf(yaml)).toEqual([
      'line 6: metadata.labels.version: got 2; allowed: text',
      'line 9: spec.hostNetwork: got "yes"; allowed: true or false',
      'line 12: spec.containers[0].ports[0].containerPort: got 70000; allowed: a port number from 1 to 65535',
      'line 14: spec.containers[0].ports[1].protocol: got "HTTP"; allowed: one of TCP, UDP, SCTP',
      'line 15: spec.containers[1].ports: got "none"; allowed: a list',
    ]);
  });
});
