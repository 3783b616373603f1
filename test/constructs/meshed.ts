import { Chart } from 'cdk8s';
import { ClusterProfile, ClusterProfileProps, Mesh } from '../../src';
import { Manifest, ownerOfPods, podTemplate, shopChart } from '../manifests';

/** The meshes, as a profile says them. */
export const MESHES = {
  istio: () => Mesh.istio(),
  ambient: () => Mesh.istioAmbient(),
  linkerd: () => Mesh.linkerd(),
  cilium: () => Mesh.cilium(),
};

/** A chart in a cluster with this mesh. */
export function meshed(mesh: Mesh, props: ClusterProfileProps = {}): Chart {
  const chart = shopChart();
  new ClusterProfile({ mesh, ...props }).applyTo(chart);
  return chart;
}

/** What the pods of the one workload (of that name) carry. */
export function podMetadata(chart: Chart, name?: string): Manifest {
  return podTemplate(ownerOfPods(chart, name)).metadata;
}
