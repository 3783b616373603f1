/** What would run, and be seen, where a text became markup; the first part would also end the data of the page. */
export const HOSTILE = `</script><img src=x onerror=alert(1)>"'&`;

/** A file that is called so; no file's name has a slash. */
export const HOSTILE_FILE = `${HOSTILE.replace('/', '')}.yaml`;

/** Manifests that have it wherever the reader takes any text: it takes none in names, labels and ports. */
export function hostileManifests(): string {
  const metadata = {
    name: 'web',
    namespace: 'shop',
    annotations: { 'accept.cdk8s-service-patterns/capabilities-kept': HOSTILE },
  };
  const labels = { app: 'web' };
  const containers = [
    { name: HOSTILE, image: HOSTILE, ports: [{ containerPort: 80 }], env: [{ name: HOSTILE, value: HOSTILE }] },
  ];
  const backend = { service: { name: 'web', port: { number: 80 } } };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { type: 'LoadBalancer', selector: labels, ports: [{ port: 80 }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'away', namespace: 'shop' },
      spec: { type: 'ExternalName', externalName: HOSTILE },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata,
      spec: {
        rules: [{ host: HOSTILE, http: { paths: [{ path: `/${HOSTILE}`, backend }] } }],
        tls: [{ hosts: [HOSTILE] }],
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
      },
    },
  ]
    .map((object) => JSON.stringify(object))
    .join('\n---\n');
}
