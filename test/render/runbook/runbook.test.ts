import { execFileSync } from 'child_process';
import { existsSync, mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { blocksOf, commandsOf, partOf, readByShell, runbookOf } from './runbook-of';
import { deployment, SEEDS, service } from './seeds';
import { runbook } from '../../../src/render/runbook/runbook';
import { shellWord } from '../../../src/render/runbook/shell-text';
import { checkInputOf } from '../../checks/findings-of';

const ALL = ['api-service', 'web-service', 'external-database', 'db-headless'].map((name) => SEEDS[name]).join('---\n');

describe('names that are written by anybody', () => {
  const EVIL = '$(touch /tmp/x) `id` \'"; #\n```\n| <script> [x](y) *b*\u202e';

  /** A container's name, an image and a class are checked by nobody here. */
  const yaml = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: ${JSON.stringify(EVIL)}
          image: ${JSON.stringify(EVIL)}
          ports: [{ containerPort: 5432 }]
          readinessProbe: { httpGet: { path: ${JSON.stringify(EVIL)}, port: ${JSON.stringify(EVIL)} } }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop, annotations: { ${JSON.stringify(EVIL)}: x } }
spec: { type: LoadBalancer, loadBalancerClass: ${JSON.stringify(EVIL)}, selector: { app: api }, ports: [{ port: 5432, appProtocol: ${JSON.stringify(EVIL)} }] }
---
apiVersion: v1
kind: Service
metadata: { name: outside, namespace: shop }
spec: { type: ExternalName, externalName: ${JSON.stringify(EVIL)}, ports: [{ port: 443 }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec: { rules: [{ host: ${JSON.stringify(EVIL)}, http: { paths: [{ backend: { service: { name: api, port: { number: 5432 } } } }] } }] }
`;

  test('run no command of theirs, and end no block', () => {
    const text = runbookOf(yaml);
    const blocks = blocksOf(text);
    expect(blocks.length).toBeGreaterThan(5);
    expect(blocks.join('\n')).toContain('$(touch /tmp/x) `id`');
    const marker = join(mkdtempSync(join(tmpdir(), 'runbook-')), 'ran');
    const programs = ['kubectl', 'curl', 'nc', 'minikube', 'service-patterns', 'head'].map(
      (name) => `${name}() { :; }`,
    );
    const theirs = ['touch', 'id'].map((name) => `${name}() { echo > ${marker}; }`);
    execFileSync('bash', ['-s'], {
      input: [...programs, ...theirs, ...blocks, 'true'].join('\n'),
      cwd: tmpdir(),
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    expect(existsSync(marker)).toEqual(false);
    // The shell would have run them, had it been told to.
    execFileSync('bash', ['-s'], { input: [...theirs, 'touch x'].join('\n') });
    expect(existsSync(marker)).toEqual(true);
    expect(readByShell(text)).toEqual(blocks.length);
  });

  test('are no Markdown and no HTML outside of code, and break no line', () => {
    const text = runbookOf(yaml);
    // What is code between backticks is shown as it is; a name with backticks has more of them around it.
    const prose = blocksOf(text)
      .reduce((rest, block) => rest.replace(block, ''), text)
      .replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '');
    expect(prose).not.toMatch(/<script>|\[x\]\(y\)|\u202e/);
  });
});

test.each([
  ['it is'],
  ["it's"],
  ['$(id)'],
  ['`id`'],
  ['a b'],
  ['*'],
  ['~'],
  ['a;b'],
  ["'"],
  ["''"],
  ['\\'],
  ['"$HOME"'],
  ['!x'],
  [''],
])('a shell reads %j as it is', (text) => {
  expect(execFileSync('bash', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toEqual(text);
});

test('no secret is in it: neither variables, nor values of annotations, nor a login in an image', () => {
  const secret = 'hunter2hunter2';
  const yaml =
    deployment(
      'api',
      'api',
      `user:${secret}@registry.example.com/api:1`,
      8080,
      `          env: [{ name: TOKEN, value: ${secret} }]\n          args: [--password, ${secret}]\n          readinessProbe: { httpGet: { path: "/health?token=${secret}", port: 8080, httpHeaders: [{ name: X, value: ${secret} }] } }\n`,
    ) +
    `apiVersion: v1\nkind: Service\nmetadata: { name: api, annotations: { service.beta.kubernetes.io/aws-load-balancer-extra: ${secret} } }\nspec: { type: LoadBalancer, selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }\n`;
  const text = runbookOf(yaml);
  expect(text).not.toContain(secret);
  expect(text).toContain('| containers | `api`: its image is not shown |');
  expect(text).toContain(
    'What these annotations ask for is up to the provider: `service.beta.kubernetes.io/aws-load-balancer-extra`.',
  );
});

test('the table of contents leads to each heading', () => {
  const text = runbookOf(ALL);
  const targets = [...text.matchAll(/^- \[[^\]]*\]\(#([^)]*)\)/gm)].map(([, target]) => target);
  const headings = [...text.matchAll(/^## (.*)$/gm)]
    .map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9_ -]/g, '')
        .replaceAll(' ', '-'),
    )
    .filter((heading) => heading !== 'contents');
  expect(targets).toEqual(headings);
  expect(targets).toContain('defaultserviceapi-service');
});

test('a name picks Services and workloads, with the Services before them', () => {
  const headings = (...only: string[]): string[] =>
    [...runbookOf(ALL, ...only).matchAll(/^## (default\/.*)$/gm)].map(([, id]) => id);
  expect(headings('api-service')).toEqual(['default/Service/api-service']);
  expect(headings('default/Deployment/api')).toEqual(['default/Service/api-service']);
  expect(headings('default/web-service', 'external-database')).toEqual([
    'default/Service/external-database',
    'default/Service/web-service',
  ]);
});

test('two runs give the same text', () => {
  expect(runbookOf(ALL)).toEqual(runbookOf(ALL));
});

test('a Service that selects nobody is told of first, and has no commands for pods that are not there', () => {
  const text = partOf(
    runbookOf(service('api', '{ selector: { app: apo }, ports: [{ port: 80 }] }')),
    '## default/Service/api',
  );
  expect(text).toContain('| pods | **no workload of these manifests has the labels that it selects** |');
  expect(text).toContain(
    '**No workload of these manifests has `app=apo`**, so either these are not all manifests, or the selector is wrong',
  );
  expect(text).not.toContain('kubectl run');
});

test('a Service without a selector leads to EndpointSlices', () => {
  const text = partOf(runbookOf(service('legacy', '{ ports: [{ port: 80 }] }')), '## default/Service/legacy');
  expect(text).toContain('**1. No selector.**');
  expect(commandsOf(text)).toContain(
    'kubectl get endpointslices -n default -l kubernetes.io/service-name=legacy -o yaml',
  );
});

test('a named target port that no container has is told of', () => {
  const yaml =
    deployment('api', 'api', 'nginx:1.27.3', 8080) +
    service('api', '{ selector: { app: api }, ports: [{ port: 80, targetPort: web }] }');
  expect(runbookOf(yaml)).toContain('**No container has a port called `web`**, to which Service port 80 leads.');
});

test('who may call a Service without ports is told by the ports of the pods', () => {
  const yaml = `${deployment('api', 'api', 'nginx:1.27.3', 8080)}${deployment('web', 'web', 'nginx:1.27.3', 80)}${service('api', '{ clusterIP: None, selector: { app: api } }')}apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api }
spec: { podSelector: { matchLabels: { app: api } }, policyTypes: [Ingress], ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }] }
`;
  expect(partOf(runbookOf(yaml), '### Who may call it')).toContain("- `default/Deployment/web` on the pods' 8080/TCP");
});

test('clients of a headless Service are told the port of the pods', () => {
  const yaml =
    deployment('api', 'api', 'nginx:1.27.3', 8080) +
    service('api', '{ clusterIP: None, selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }');
  const text = runbookOf(yaml);
  expect(text).toContain('Clients connect to `8080`, not to `80`');
  expect(commandsOf(text)).toContain('kubectl exec -n default debug-api -- wget -qO- -T 5 http://api.default:8080/');
});

test('a load balancer with a class, ranges and local traffic says what these mean', () => {
  const yaml =
    deployment('web', 'web', 'nginx:1.27.3', 80) +
    service(
      'web',
      '{ type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb, loadBalancerSourceRanges: [203.0.113.0/24], externalTrafficPolicy: Local, healthCheckNodePort: 32000, selector: { app: web }, ports: [{ port: 80 }] }',
    );
  const text = runbookOf(yaml);
  expect(text).toContain(
    'Its `loadBalancerClass` is `service.k8s.aws/nlb`: only the controller of that class makes it',
  );
  expect(text).toContain('It lets in `203.0.113.0/24` alone');
  expect(text).toContain('only nodes that run a ready pod of it answer, which their health check on port 32000 says');
  expect(text).toContain('LoadBalancer `default/Service/web` from `ip:203.0.113.0/24`, to `default/Service/web:80`');
});

test('a way in that policies close is told of', () => {
  const yaml =
    deployment('web', 'web', 'nginx:1.27.3', 80) +
    service('web', '{ type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: 30080 }] }') +
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: closed }\nspec: { podSelector: {}, policyTypes: [Ingress] }\n';
  const text = runbookOf(yaml);
  expect(text).toContain(
    'NodePort `default/Service/web` at `30080`, to `default/Service/web:80`: **closed by policies to everybody**',
  );
  expect(text).toContain('- **nobody**: the policies close all of its ports to everybody');
});

test('workloads without a Service are told of briefly, by their kinds', () => {
  const text = runbookOf(`apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly, namespace: shop }
spec:
  schedule: "0 3 * * *"
  jobTemplate: { spec: { template: { metadata: { labels: { app: nightly } }, spec: { containers: [{ name: job, image: busybox:1.37.0 }] } } } }
---
apiVersion: v1
kind: Pod
metadata: { name: tool, namespace: shop, labels: { app: tool } }
spec: { containers: [{ name: tool, image: busybox:1.37.0 }] }
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: canary, namespace: shop }
spec: { replicas: 2, selector: { matchLabels: { app: canary } }, template: { metadata: { labels: { app: canary } }, spec: { containers: [{ name: app, image: nginx:1.27.3 }] } } }
`);
  const nightly = partOf(text, '## shop/CronJob/nightly');
  expect(nightly).toContain('| runs | CronJob, at `0 3 * * *` |');
  expect(commandsOf(nightly)).toContain('kubectl get jobs -n shop --sort-by=.metadata.creationTimestamp');
  expect(commandsOf(partOf(text, '## shop/Pod/tool'))).toContain(
    'kubectl logs -n shop tool --all-containers --tail=100 --previous',
  );
  expect(commandsOf(partOf(text, '## shop/Rollout/canary'))).toContain(
    'kubectl describe rollout.argoproj.io/canary -n shop',
  );
  expect(readByShell(text)).toBeGreaterThan(4);
});

test('what scales a workload is told instead of its replicas', () => {
  const yaml = `${deployment('api', 'api', 'nginx:1.27.3', 8080)}apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: api }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: api }, minReplicas: 2, maxReplicas: 10 }
`;
  expect(runbookOf(yaml)).toContain(
    '| runs | Deployment, scaled by `default/HorizontalPodAutoscaler/api`, 2 to 10 replicas |',
  );
});

test('policies of other kinds are shown by their kinds', () => {
  const yaml = `${deployment('api', 'api', 'nginx:1.27.3', 8080)}${service('api', '{ selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }')}apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: only-web }
spec: { endpointSelector: { matchLabels: { app: api } }, ingress: [{ fromEndpoints: [{ matchLabels: { app: web } }] }] }
`;
  const text = runbookOf(yaml);
  expect(commandsOf(text)).toContain('kubectl describe ciliumnetworkpolicy only-web -n default');
  expect(text).toContain('These have a say: `default/CiliumNetworkPolicy/only-web`.');
});

test('an empty input is a runbook of the cluster alone', () => {
  const text = runbookOf('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n');
  expect([...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(['Contents', 'The cluster']);
});

test('a large input takes time in proportion, though everybody may call everybody', () => {
  const yaml = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) =>
        deployment(`api-${i}`, `api-${i}`, 'nginx:1.27.3', 8080) +
        service(`api-${i}`, `{ selector: { app: api-${i} }, ports: [{ port: 80, targetPort: 8080 }] }`),
    ).join('');
  const seconds = (count: number): number => {
    const input = checkInputOf(yaml(count));
    const begin = performance.now();
    let length = 0;
    for (const piece of runbook({ input, sources: ['x.yaml'] })) length += piece.length;
    expect(length).toBeGreaterThan(count * 4000);
    return performance.now() - begin;
  };
  seconds(50);
  expect(seconds(800) / seconds(200)).toBeLessThan(10);
});
