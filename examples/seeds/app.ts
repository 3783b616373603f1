import { App, Chart } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-28';
import { advanced } from './advanced';
import { discovery } from './discovery';
import { health } from './health';
import { networkPolicies } from './network-policies';
import { serviceTypes } from './service-types';
import { services } from './services';
import { webStack } from './web-stack';
import { ClusterProfile, Cni, Peer } from 'cdk8s-service-patterns';

/** Every manifest of the two documents, section by section. */
export function build(app: App): void {
  // Policies do nothing under a plugin that ignores them. Saying which one it is turns that into a warning at synth.
  new ClusterProfile({ cni: Cni.CALICO, metricsScraper: Peer.namespace('monitoring') }).applyTo(app);

  const namespaces = new Chart(app, 'namespaces');

  /** A namespace of its own for each section: the documents use the same names again and again. */
  const section = (name: string): Chart => {
    new Namespace(namespaces, name, {
      // The API server refuses every pod here that is not restricted, whoever makes it.
      metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
    const chart = new Chart(app, name, { namespace: name });
    // Numbers the files, so that `kubectl apply -f dist/` makes the namespaces first.
    chart.addDependency(namespaces);
    return chart;
  };

  services(section('services'));
  discovery(section('web'), section('api'));
  advanced(section('advanced'));
  webStack(section('web-stack'));
  health(section('health'));
  serviceTypes(section('service-types'));
  networkPolicies(section('policies'));
}
