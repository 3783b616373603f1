import { commandsOf, partOf, runbookOf } from './runbook-of';
import { CheckInput } from '../../../src/checks/check-input';
import { Analysis } from '../../../src/reachability/analysis';
import { runbook } from '../../../src/render/runbook/runbook';
import { parseTopology } from '../../../src/topology/parse';
import { readYaml } from '../../../src/topology/read-yaml';

/** Pods of an app, with policies that let only some of them in. */
function pod(name: string, labels: string, namespace = 'shop', kind = 'Deployment'): string {
  return `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name}${labels} } }
    spec: { containers: [{ name: ${name}, image: nginx:1.27.3, ports: [{ containerPort: 8080 }] }] }
---
`;
}

function service(name: string, spec = '', namespace = 'shop'): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [{ port: 80, targetPort: 8080 }]${spec} }
---
`;
}

function policy(name: string, spec: string, namespace = 'shop'): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace} }
spec: ${spec}
---
`;
}

const CLOSED = policy('closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');
const DNS = `to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }, podSelector: { matchLabels: { k8s-app: kube-dns } } }], ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }]`;
const lets = (labels: string): string =>
  policy(
    'api',
    `{ podSelector: { matchLabels: { app: api } }, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: { matchLabels: { ${labels} } } }], ports: [{ port: 8080 }] }] }`,
  );
const out = (labels: string, dns = true): string =>
  policy(
    'out',
    `{ podSelector: { matchLabels: { ${labels} } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: { matchLabels: { app: api } } }], ports: [{ port: 8080 }] }${dns ? `, { ${DNS} }` : ''}] }`,
  );

/** How a pod is made that debugs `api`. */
function debugging(yaml: string): {
  readonly text: string;
  readonly run: string;
  readonly labels?: string;
  readonly commands: string[];
} {
  const text = partOf(runbookOf(yaml, 'shop/Service/api'), '### Call it from a pod');
  const commands = commandsOf(text);
  const run = commands.find((line) => line.startsWith('kubectl run')) ?? '';
  const [, labels] = / --labels=(\S+)/.exec(run) ?? [];
  return { text, run, labels, commands };
}

const API = pod('api', '') + service('api');

test('where no policy has a say, any pod will do, and nothing selects it', () => {
  const { text, run, labels } = debugging(API);
  expect(run).toContain('kubectl run debug-api -n shop --image=busybox:1.37.0 --restart=Never');
  expect(labels).toEqual('run=debug-api');
  expect(run).not.toContain('readinessProbe');
  expect(text).toContain('A pod in `shop` with the label `run=debug-api`. The policies of these manifests let it in.');
});

test('it has the labels of a caller that both policies let through, and takes no traffic of its Service', () => {
  const { text, run, labels } = debugging(
    API + pod('web', '') + service('web') + CLOSED + lets('app: web') + out('app: web'),
  );
  expect(labels).toEqual('app=web');
  expect(text).toContain('with the label `app=web`, like the pods of `shop/Deployment/web`.');
  expect(run).toContain('"readinessProbe":{"exec":{"command":["false"]}}');
  expect(text).toContain('`shop/Service/web` selects these labels, too: the readiness probe fails on purpose');
});

test('labels that policies ask for and no Service are taken before those that a Service selects', () => {
  const { text, labels } = debugging(
    API + pod('web', ', tier: front') + service('web') + CLOSED + lets('tier: front') + out('tier: front'),
  );
  expect(labels).toEqual('tier=front');
  expect(text).not.toContain('`shop/Service/web` selects');
});

test("a caller's egress counts, not only the ingress of what it calls", () => {
  const yaml =
    API + pod('web', ', tier: front') + pod('shut', ', tier: front') + CLOSED + lets('tier: front') + out('app: web');
  expect(debugging(yaml).labels).toEqual('app=web,tier=front');
});

test('what only a rule names is made of the rule, in a namespace that it selects', () => {
  const yaml =
    API +
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: ops, labels: { team: ops } }\n---\n' +
    policy(
      'api',
      '{ podSelector: { matchLabels: { app: api } }, policyTypes: [Ingress], ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: ops } }, podSelector: { matchExpressions: [{ key: tool, operator: In, values: [other, probe] }] } }] }] }',
    );
  const { text, run, labels } = debugging(yaml);
  expect(run).toContain('kubectl run debug-api -n ops ');
  expect(labels).toEqual('tool=other');
  expect(text).toContain('which `shop/NetworkPolicy/api` asks for');
  expect(text).toContain('A Service that these manifests do not have may select these labels, too');
});

test('where policies keep it from asking DNS, the address is asked from outside of it', () => {
  const { commands, text } = debugging(API + pod('web', '') + CLOSED + lets('app: web') + out('app: web', false));
  expect(commands).toContain(
    `kubectl exec -n shop debug-api -- wget -qO- -T 5 http://"$(kubectl get service api -n shop -o jsonpath='{.spec.clusterIP}')":80/`,
  );
  expect(text).not.toContain('nslookup');
});

test('where nobody may call, none is made, and that is said', () => {
  const { run, text } = debugging(API + CLOSED);
  expect(run).toEqual('');
  expect(text).toContain('No labels were found with which the policies of these manifests let a pod in');
});

test('ports that policies close to it are not tried', () => {
  const two = service('api').replace(
    'targetPort: 8080 }]',
    'targetPort: 8080, name: http }, { port: 9090, name: metrics }]',
  );
  const { commands, text } = debugging(
    pod('api', '') + two + pod('web', '') + CLOSED + lets('app: web') + out('app: web'),
  );
  expect(text).toContain('let it in on `80/TCP` alone');
  expect(commands.filter((line) => line.includes('wget'))).toEqual([
    'kubectl exec -n shop debug-api -- wget -qO- -T 5 http://api.shop:80/',
  ]);
});

test('a controller that takes any pod with its labels is told of', () => {
  const { text } = debugging(
    API + pod('agent', '', 'shop', 'DaemonSet') + CLOSED + lets('app: agent') + out('app: agent'),
  );
  expect(text).toContain('**The controller of `shop/DaemonSet/agent` takes the pod for one of its own');
});

test('it may run in a namespace of the restricted standard, with a quota', () => {
  const { run } = debugging(API);
  const overrides = JSON.parse(/--overrides='(.*)'$/.exec(run)![1]) as {
    apiVersion: string;
    spec: { containers: object[] };
  };
  expect(overrides).toEqual({
    apiVersion: 'v1',
    spec: {
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'debug-api',
          image: 'busybox:1.37.0',
          command: ['sleep', '1800'],
          resources: {
            requests: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
            limits: { cpu: '100m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
          },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  });
});

test('a policy that is not judged leaves it undecided', () => {
  const unjudged = `apiVersion: crd.antrea.io/v1beta1
kind: NetworkPolicy
metadata: { name: antrea, namespace: shop }
spec: { appliedTo: [{ podSelector: { matchLabels: { app: api } } }], priority: 5, ingress: [{ action: Drop }] }
---
`;
  expect(debugging(API + unjudged).text).toContain(
    'The manifests do not decide whether policies let it in on `80/TCP`',
  );
});

test('pods of a caller that is there are the other way', () => {
  const { commands } = debugging(API + pod('web', '') + CLOSED + lets('app: web') + out('app: web'));
  expect(commands.at(-1)).toEqual(
    `kubectl debug -n shop "$POD" -it --image=busybox:1.37.0 --profile=restricted --custom=<(echo '{"securityContext":{"runAsUser":65534}}') -- nc -zv -w 5 api.shop 80`,
  );
  expect(commands).toContain('POD=$(kubectl get pods -n shop -l app=web -o name | head -n 1)');
});

test('what is known of the cluster counts for pods that could be there, too', () => {
  const text = (options: object): string => {
    const { topology, problems } = parseTopology(readYaml(OUTWARD, 'shop.yaml').manifests);
    expect(problems).toEqual([]);
    const input = new CheckInput(Analysis.of(topology, options), readYaml(OUTWARD, 'shop.yaml').manifests);
    return [...runbook({ input, sources: [], only: ['shop/Service/api'] })].join('');
  };
  expect(text({})).toContain('The manifests do not decide whether policies let it in');
  expect(text({ podCidrs: ['192.168.0.0/16'] })).toContain('No labels were found');
});

/** Everybody in a network, which pods may have their addresses from. */
const OUTWARD =
  API +
  policy(
    'api',
    '{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0/8 } }] }] }',
  );
