import { App, Chart } from 'cdk8s';
import { advanced } from './advanced';
import { discovery } from './discovery';
import { health } from './health';
import { networkPolicies } from './network-policies';
import { serviceTypes } from './service-types';
import { services } from './services';
import { webStack } from './web-stack';
import { ClusterProfile, Cni, IsolatedNamespace, Peer } from 'cdk8s-service-patterns';

/** Every manifest of the two documents, section by section. */
export function build(app: App): void {
  // Policies do nothing under a plugin that ignores them. Saying which one it is turns that into a warning at synth.
  new ClusterProfile({ cni: Cni.CALICO, metricsScraper: Peer.namespace('monitoring') }).applyTo(app);

  // A file of their own, which is the first: the Secrets of README.md are made before the workloads.
  const namespaces = new Chart(app, 'namespaces');

  /** A namespace of its own for each section: the documents use the same names again and again. */
  const section = (name: string): Chart => {
    // The API server refuses every pod here that is not restricted, and a pod
    // without a policy of its own reaches nobody but DNS.
    new IsolatedNamespace(namespaces, name);
    return new Chart(app, name, { namespace: name });
  };

  services(section('services'));
  discovery(section('web'), section('api'));
  advanced(section('advanced'));
  webStack(section('web-stack'));
  health(section('health'));
  serviceTypes(section('service-types'));
  networkPolicies(section('policies'));
}
