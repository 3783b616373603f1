import { app, declared, deployment, DeploymentOptions, object, policy } from './manifests';

/*
 * Documents of YAML for tests of rules about meshes. Each is one line.
 */

/** Namespace `shop`, whose pods are in a mesh. */
export const IN_MESH = {
  istio: declared('shop', { 'istio-injection': 'enabled' }),
  ambient: declared('shop', { 'istio.io/dataplane-mode': 'ambient' }),
} as const;

/** A workload whose account has its name, with port 8080. */
export function workload(name: string, options: DeploymentOptions = {}): string {
  return deployment(name, {
    ports: [{ name: 'http', containerPort: 8080 }],
    ...options,
    pod: { serviceAccountName: name, ...options.pod },
  });
}

/** The same, outside of Istio. */
export function outside(name: string): string {
  return workload(name, { labels: { app: name, 'sidecar.istio.io/inject': 'false' } });
}

/** Lets accounts of `shop` in to a server, by Istio. */
export function authorization(name: string, accounts: readonly string[], rest: object = {}): string {
  const principals = accounts.map((account) => `cluster.local/ns/shop/sa/${account}`);
  return object('security.istio.io/v1', 'AuthorizationPolicy', name, {
    spec: { selector: app(name), rules: [{ from: [{ source: { principals } }], ...rest }] },
  });
}

/** Lets workloads of `shop` in to a server on port 8080, by a NetworkPolicy; each has a rule of its own. */
export function letsIn(name: string, clients: readonly string[]): string {
  return policy(name, {
    podSelector: app(name),
    policyTypes: ['Ingress'],
    ingress: clients.map((client) => ({ from: [{ podSelector: app(client) }], ports: [{ port: 8080 }] })),
  });
}
