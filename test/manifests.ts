import { App, Chart, ChartProps, Testing } from 'cdk8s';

/** A rendered Kubernetes object. Fields are read freely; a wrong path gives `undefined`, which no expectation accepts. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Manifest = any;

/** A chart in namespace `shop`, in an app of its own whose output goes nowhere. */
export function shopChart(props: ChartProps = { namespace: 'shop' }): Chart {
  return new Chart(testApp(), 'shop', props);
}

/** An app that is never written to disk. */
export function testApp(): App {
  return Testing.app();
}

/** All objects of a chart, as synth renders them, validations included. */
export function render(chart: Chart): Manifest[] {
  return Testing.synth(chart);
}

/** The one object of that kind (and name). */
export function only(chart: Chart, kind: string, name?: string): Manifest {
  const found = render(chart).filter(
    (m: Manifest) => m.kind === kind && (name === undefined || m.metadata.name === name),
  );
  if (found.length !== 1) {
    const all = render(chart).map((m: Manifest) => `${m.kind}/${m.metadata.name}`);
    throw new Error(`expected one ${kind} ${name ?? ''}, got ${found.length} among ${all.join(', ')}`);
  }
  return found[0];
}

/** The pod template of an object that makes pods. */
export function podTemplate(manifest: Manifest): Manifest {
  return manifest.kind === 'CronJob' ? manifest.spec.jobTemplate.spec.template : manifest.spec.template;
}

const WORKLOAD_KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob'];

/** The one object that makes pods (of that name). */
export function ownerOfPods(chart: Chart, name?: string): Manifest {
  const owners = render(chart).filter(
    (m: Manifest) => WORKLOAD_KINDS.includes(m.kind) && (name === undefined || m.metadata.name === name),
  );
  if (owners.length !== 1) throw new Error(`expected one workload ${name ?? ''}, got ${owners.length}`);
  return owners[0];
}

/** The pod spec of the one workload (of that name). */
export function podSpec(chart: Chart, name?: string): Manifest {
  return podTemplate(ownerOfPods(chart, name)).spec;
}

/** The main container of that pod spec. */
export function mainContainer(chart: Chart, name?: string): Manifest {
  return podSpec(chart, name).containers[0];
}
