import { Construct } from 'constructs';
import { IDatabaseTarget } from './connection-target';
import { refuseManagementPort } from './parts/management';
import { addServicePorts, servedPodsOf } from './parts/served-pods';
import { ServiceTarget, ServiceTargetProps } from './service-target';
import { DatabaseLogin } from './values/database-login';
import { DatabasePassword } from './values/database-password';
import { resolvePorts } from './values/port-mapping';
import { checked } from '../checked/checked';
import { checkResourceName } from '../support/names';
import { refuse } from '../support/refuse';

/** Properties of `WorkloadService`, and of `addService`. */
export interface WorkloadServiceProps extends ServiceTargetProps {
  /**
   * The name of the Service.
   *
   * @default - the workload's name, "-" and the id
   */
  readonly name?: string;
}

/**
 * One more Service in front of a workload's pods, with ports of its own. `workload.addService(id, props)` makes one.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/service/
 *
 * @example
 *
 * declare const gitea: InternalService;
 * declare const runner: Worker;
 * const ssh = gitea.addService('ssh', { port: 22, targetPort: 2222, exposure: Exposure.loadBalancer() });
 * runner.connectTo(ssh);
 */
@checked
export class WorkloadService extends ServiceTarget implements IDatabaseTarget {
  /** Where the password is, if the workload is a database with one. */
  public readonly password?: DatabasePassword;

  /** With what clients log in, if the workload is a database. */
  public readonly login?: DatabaseLogin;

  /**
   * Makes the Service as a child of its workload.
   *
   * @param scope the workload: one that goes on running
   * @param id the Service's id below it
   */
  constructor(scope: Construct, id: string, props: WorkloadServiceProps) {
    super(scope, id);
    const pods = servedPodsOf(scope);
    if (pods === undefined) {
      refuse(this, {
        what: 'scope',
        got: scope.node.path,
        allowed: 'a workload of this package that goes on running',
        fix: 'call addService of one, such as an InternalService or a Worker',
      });
    }
    const name = checkResourceName(this, props.name ?? `${pods.name}-${id}`);
    const ports = resolvePorts(this, props);
    const { password, login } = scope as Partial<IDatabaseTarget>;
    this.password = password;
    this.login = login;
    const { labels, selectorLabels, managementPort } = pods;
    refuseManagementPort(this, 'targetPort', ports, managementPort);
    this._make({ props, name, labels, selectorLabels, ports, scheme: login?.scheme ?? 'http', pods: [pods] });
    addServicePorts(pods, ports);
    if (props.portEnv !== undefined) pods.addEnv(props.portEnv, String(ports[0].targetPort));
  }
}
