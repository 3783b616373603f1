/** Documents of YAML as one text. */
export function documents(...texts: readonly string[]): string {
  return texts.join('---\n');
}

/** What a workload is written with in these tests. */
export interface Written {
  readonly kind?: string;
  readonly namespace?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly image?: string;
  /** As `ports` of its container in one line: `[{ name: http, containerPort: 8080 }]`. */
  readonly ports?: string;
  /** More of its container, and of the spec of its pods, in one line each. */
  readonly container?: string;
  readonly pod?: string;
  readonly annotations?: string;
  /** More of the object's own spec. */
  readonly spec?: string;
}

/** A workload with one container, in 18 lines or fewer. */
export function workload(name: string, written: Written = {}): string {
  const { kind = 'Deployment', namespace = 'shop', labels = { app: name }, image = `acme/${name}:1.0.0` } = written;
  const job = kind === 'Job';
  const lines = [
    `apiVersion: ${job ? 'batch/v1' : 'apps/v1'}`,
    `kind: ${kind}`,
    `metadata: { name: ${name}, namespace: ${namespace} }`,
    'spec:',
    ...(job ? [] : [`  selector: { matchLabels: ${JSON.stringify(labels)} }`]),
    ...(written.spec === undefined ? [] : [`  ${written.spec}`]),
    '  template:',
    '    metadata:',
    `      labels: ${JSON.stringify(labels)}`,
    ...(written.annotations === undefined ? [] : [`      annotations: ${written.annotations}`]),
    '    spec:',
    ...(written.pod === undefined ? [] : [`      ${written.pod}`]),
    '      containers:',
    `        - name: main`,
    `          image: ${image}`,
    ...(written.ports === undefined ? [] : [`          ports: ${written.ports}`]),
    ...(written.container === undefined ? [] : [`          ${written.container}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** A Service of namespace shop, with its spec in one line, and its own metadata. */
export function service(name: string, spec: string, metadata = ''): string {
  const more = metadata === '' ? '' : `, ${metadata}`;
  return `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop${more} }\nspec: ${spec}\n`;
}

/** A NetworkPolicy of namespace shop, with its spec in one line. */
export function policy(name: string, spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n`;
}

/** One that isolates all pods of the namespace in both directions, and opens nothing. */
export const CLOSED = policy('closed', '{ podSelector: {}, policyTypes: [Ingress, Egress] }');
