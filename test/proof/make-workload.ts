import { ApiObject, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { WorkloadPlan } from './plan';
import { NAME_LABEL } from './vocabulary';
import {
  DatabaseEngine,
  Exposure,
  ExternalTrafficPolicy,
  HeadlessDatabase,
  InternalService,
  NetworkPolicyMode,
  NodeAgent,
  PublicWebApp,
  ScheduledTask,
  StatefulService,
  Task,
  Worker,
} from '../../src';

/** A workload of this package. */
export type OfPackage =
  InternalService | PublicWebApp | HeadlessDatabase | StatefulService | Worker | Task | ScheduledTask | NodeAgent;

/** A workload of the plan as it was made. */
export interface Made {
  readonly self: OfPackage | kplus.Deployment | kplus.Pod;
  /** What renders its pods, and what renders its Service. */
  readonly pods: ApiObject;
  readonly service?: ApiObject;
}

export const IMAGE = 'ghcr.io/acme/app:1.0.0';

/** Makes a workload of a plan. */
export function makeWorkload(chart: Chart, plan: WorkloadPlan): Made {
  const { name, kind, isolated } = plan;
  const networkPolicy = isolated ? undefined : NetworkPolicyMode.NONE;
  const metrics = plan.metrics ? { port: 9090 } : undefined;
  const common = { name, image: IMAGE, networkPolicy, metrics };
  const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
  switch (kind) {
    case 'service': {
      const self = new InternalService(chart, name, { ...common, ports });
      return { self, pods: ApiObject.of(self.deployment), service: ApiObject.of(self.service) };
    }
    case 'web': {
      const sourceRanges = ['203.0.113.0/24'];
      const externalTrafficPolicy = ExternalTrafficPolicy.LOCAL;
      const options = plan.exposedTo === 'office' ? { sourceRanges, externalTrafficPolicy } : {};
      const self = new PublicWebApp(chart, name, { ...common, ports, exposure: Exposure.loadBalancer(options) });
      return { self, pods: ApiObject.of(self.deployment), service: ApiObject.of(self.service) };
    }
    case 'worker': {
      const self = new Worker(chart, name, common);
      return { self, pods: ApiObject.of(self.deployment) };
    }
    case 'stateful': {
      const self = new StatefulService(chart, name, { ...common, ports });
      return { self, pods: ApiObject.of(self.statefulSet), service: ApiObject.of(self.service) };
    }
    case 'task': {
      const self = new Task(chart, name, { name, image: IMAGE, networkPolicy });
      return { self, pods: ApiObject.of(self.job) };
    }
    case 'scheduled': {
      const self = new ScheduledTask(chart, name, { name, image: IMAGE, networkPolicy, schedule: '@daily' });
      return { self, pods: ApiObject.of(self.cronJob) };
    }
    case 'agent': {
      const self = new NodeAgent(chart, name, common);
      return { self, pods: ApiObject.of(self.daemonSet) };
    }
    case 'database': {
      const engine = DatabaseEngine.redis('7.4');
      const self = new HeadlessDatabase(chart, name, { name, networkPolicy, engine, storage: Size.gibibytes(1) });
      return { self, pods: ApiObject.of(self.statefulSet), service: ApiObject.of(self.service) };
    }
    default: {
      const labels = { [NAME_LABEL]: name };
      const containers = [{ image: IMAGE, ports: [{ name: 'http', number: 8080 }] }];
      const self =
        kind === 'adoptedPod'
          ? new kplus.Pod(chart, name, { metadata: { name, labels }, containers })
          : new kplus.Deployment(chart, name, { metadata: { name }, podMetadata: { labels }, containers });
      return { self, pods: ApiObject.of(self) };
    }
  }
}
