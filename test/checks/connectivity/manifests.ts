/*
 * Documents of YAML for tests of rules. Each is one line, so that the lines of what a test is about are easily counted.
 */

/** What tests say of a Deployment. */
export interface DeploymentOptions {
  readonly namespace?: string;
  /** Those of the pods; `app: <name>` unless said. */
  readonly labels?: Record<string, string>;
  /** The ports of its only container. */
  readonly ports?: readonly object[];
  /** More of the spec of its pods. */
  readonly pod?: object;
  /** More of its container. */
  readonly container?: object;
  readonly annotations?: Record<string, string>;
}

/** A Deployment with one container. */
export function deployment(name: string, options: DeploymentOptions = {}): string {
  const { namespace = 'shop', labels = { app: name }, ports, pod, container, annotations } = options;
  return JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: { containers: [{ name: 'main', image: 'app:1', ports, ...container }], ...pod },
      },
    },
  });
}

/** An object of any kind. */
export function object(apiVersion: string, kind: string, name: string, rest: object, namespace = 'shop'): string {
  return JSON.stringify({ apiVersion, kind, metadata: { name, namespace }, ...rest });
}

/** A NetworkPolicy. */
export function policy(name: string, spec: object, namespace = 'shop'): string {
  return object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec }, namespace);
}

/** A Service. */
export function service(name: string, spec: object, namespace = 'shop'): string {
  return object('v1', 'Service', name, { spec }, namespace);
}

/** A Namespace. */
export function declared(name: string, labels?: Record<string, string>): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
}

/** Selects pods by `app`. */
export function app(name: string): object {
  return { matchLabels: { app: name } };
}

/** Selects a namespace by its name. */
export function named(name: string): object {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}

/** The documents of one file. */
export function documents(...all: readonly string[]): string {
  return all.join('\n---\n');
}

/** A policy that closes pods in both directions. */
export function closed(name: string): string {
  return policy(name, { podSelector: app(name), policyTypes: ['Ingress', 'Egress'] });
}

/** The labels of pods that a construct of this package renders. */
export function ownLabels(name: string): Record<string, string> {
  const key = (end: string): string => `app.kubernetes.io/${end}`;
  return {
    [key('name')]: name,
    [key('instance')]: `shop-${name}`,
    [key('component')]: 'service',
    [key('managed-by')]: 'cdk8s',
  };
}
