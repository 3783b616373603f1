/** A Deployment as charts render it. */
function deploymentYaml(i: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-${i}
  namespace: "shop-${i % 20}"
  labels: { app.kubernetes.io/name: web-${i}, tier: backend }
  annotations:
    description: "A service: number ${i}"
    checksum/config: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
spec:
  replicas: ${i % 7}
  selector:
    matchLabels:
      app.kubernetes.io/name: web-${i} # as below
  template:
    metadata:
      labels:
        app.kubernetes.io/name: web-${i}
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web:1.${i}.0
          command: ["sh", "-c", "exec web"]
          args:
            - |
              set -e
              echo hello ${i}
              exec web
          env:
            - name: MODE
              value: 'production'
            - name: GREETING
              value: two words and
                some more
          ports:
            - containerPort: 8080
              name: http
          resources:
            limits: { cpu: 500m, memory: 128Mi }
            requests:
              cpu: 100m
              memory: 64Mi
`;
}

/** Documents of that many characters together, or a few more. */
export function manifestsAsYaml(size: number): string {
  const documents: string[] = [];
  for (let length = 0; length < size; length += documents[documents.length - 1].length + 4) {
    documents.push(deploymentYaml(documents.length));
  }
  return documents.join('---\n');
}

/** A pod as `kubectl get pods -A -o json` shows it. */
function pod(i: number): object {
  const name = `web-${i % 500}-7d4b9c6f5-${i.toString(36).padStart(5, 'x')}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: `shop-${i % 20}`,
      uid: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      labels: { 'app.kubernetes.io/name': `web-${i % 500}`, 'pod-template-hash': '7d4b9c6f5' },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `web-${i % 500}-7d4b9c6f5`, controller: true },
      ],
    },
    spec: {
      containers: [
        {
          name: 'web',
          image: 'ghcr.io/acme/web:1.0.0',
          ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
          env: Array.from({ length: 10 }, (_, e) => ({ name: `VALUE_${e}`, value: `value ${e} of "${name}"` })),
          volumeMounts: [{ mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: 'token', readOnly: true }],
        },
      ],
      nodeName: `node-${i % 50}`,
      tolerations: [
        { effect: 'NoExecute', key: 'node.kubernetes.io/not-ready', operator: 'Exists', tolerationSeconds: 300 },
      ],
    },
    status: {
      conditions: ['Initialized', 'Ready', 'PodScheduled'].map((type) => ({
        lastTransitionTime: '2026-01-01T00:00:00Z',
        status: 'True',
        type,
      })),
      phase: 'Running',
      podIP: `10.${i % 200}.${i % 250}.${i % 240}`,
    },
  };
}

/** A list of pods of that many characters, or a few more. */
export function manifestsAsJson(size: number): string {
  const items: string[] = [];
  for (let length = 0; length < size; length += items[items.length - 1].length + 2) {
    items.push(JSON.stringify(pod(items.length), undefined, 4));
  }
  return `{\n"apiVersion": "v1",\n"items": [\n${items.join(',\n')}\n],\n"kind": "List"\n}\n`;
}
