import { App, Chart } from 'cdk8s';
import {
  ClusterProfile,
  ClusterProfileProps,
  InternalService,
  InternalServiceProps,
  Worker,
  WorkerProps,
} from '../../src';
import { Manifest, only } from '../manifests';

const IMAGE = 'ghcr.io/acme/api:1.4.2';

/** The egress rule that every isolated workload has under the default profile. */
export const DNS_RULE = {
  to: [podsOf({ 'k8s-app': 'kube-dns' }, 'kube-system')],
  ports: [
    { port: 53, protocol: 'TCP' },
    { port: 53, protocol: 'UDP' },
  ],
};

/** A chart whose only namespace is its own name. */
export function chartOf(app: App, namespace: string, profile?: ClusterProfileProps): Chart {
  const chart = new Chart(app, namespace, { namespace });
  if (profile !== undefined) new ClusterProfile(profile).applyTo(chart);
  return chart;
}

/** A service on port 80, whose pods listen on 8080. */
export function service(chart: Chart, id: string, props: Partial<InternalServiceProps> = {}): InternalService {
  const ports = props.ports === undefined ? { port: 80, targetPort: 8080 } : {};
  return new InternalService(chart, id, { image: IMAGE, ...ports, ...props });
}

/** A workload that nobody connects to. */
export function worker(chart: Chart, id: string, props: Partial<WorkerProps> = {}): Worker {
  return new Worker(chart, id, { image: IMAGE, ...props });
}

/** A rendered peer: pods with these labels, of the policy's own namespace or of another. */
export function podsOf(labels: Record<string, string>, namespace?: string): Manifest {
  const podSelector = { matchLabels: labels };
  return namespace === undefined ? { podSelector } : { ...allOf(namespace), podSelector };
}

/** A rendered peer: the pods of a workload of this package. */
export function podsNamed(name: string, namespace?: string): Manifest {
  return podsOf({ 'app.kubernetes.io/name': name }, namespace);
}

/** A rendered peer: all pods of a namespace. */
export function allOf(namespace: string): Manifest {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } };
}

/** A rendered TCP port. */
export function tcp(port: number): Manifest {
  return { port, protocol: 'TCP' };
}

/** The spec of the one network policy of that name. */
export function policy(chart: Chart, name: string): Manifest {
  return only(chart, 'NetworkPolicy', name).spec;
}
