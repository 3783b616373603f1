import { Construct } from 'constructs';
import { MadePods } from './parts/part';
import { servePods } from './parts/served-pods';
import { Workload, WorkloadPlan } from './workload';
import { WorkloadService, WorkloadServiceProps } from './workload-service';

/**
 * A workload that goes on running, so that Services can be put in front of its pods.
 *
 * @internal
 */
export abstract class LongRunningWorkload extends Workload {
  constructor(scope: Construct, id: string, plan: WorkloadPlan) {
    let made: MadePods | undefined;
    super(scope, id, {
      ...plan,
      parts: (pods) => [...plan.parts(pods), { complete: (pod) => void (made = pod) }],
    });
    servePods({
      owner: this,
      name: this.name,
      connections: this.connections,
      labels: this._labels,
      selectorLabels: this._selectorLabels,
      ports: plan.ports,
      managementPort: plan.props.managementPort,
      made: () => made!,
      addEnv: (name, value) => this.addEnv(name, value),
    });
  }

  /**
   * Puts one more Service in front of these pods, with ports of its own: ssh beside HTTP, a headless one beside one with an
   * address, one for people outside beside one for the cluster. Its clients get its ports alone, and those of the
   * workload itself get none of them.
   *
   * @param id the Service's id; it is called `<workload>-<id>` unless `name` says another
   * @param props its ports, and how it is reached
   */
  public addService(id: string, props: WorkloadServiceProps): WorkloadService {
    return new WorkloadService(this, id, props);
  }
}
