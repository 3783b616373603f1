import { Construct } from 'constructs';
import { Container, ContainerPort, Protocol } from './cdk8s-plus';
import { ContainerKind, ContainerList, kindOf } from './container-checks';
import { refuse } from '../support/refuse';
import { warn } from '../support/warn';

/** The containers of a pod that run at the same time, and so share its address and its ports of the node. */
export class RunningContainers {
  /** Those that go on running, the sidecars among them that started before the next init container. */
  private readonly running: { readonly container: Container; readonly list: ContainerList }[] = [];

  constructor(private readonly owner: Construct) {}

  public add(list: ContainerList, container: Container): void {
    const kind = kindOf(list, container.restartPolicy);
    // One that ends before the others start meets none but the sidecars before it.
    const others = this.running.filter((other) => kind === 'container' || other.list === 'initContainers');
    const beside = others.map((other) => other.container);
    this.checkHostPorts(kind, container, beside);
    this.warnAboutPorts(container, beside);
    if (kind === 'container') this.running.push({ container, list });
  }

  private checkHostPorts(kind: ContainerKind, { name, ports }: Container, others: readonly Container[]): void {
    const keyOf = ({ hostPort, hostIp = '', protocol = Protocol.TCP }: ContainerPort): string =>
      `${hostPort}/${protocol} ${hostIp}`;
    const taken = new Set(others.flatMap((container) => container.ports).map(keyOf));
    for (const port of ports) {
      if (port.hostPort === undefined) continue;
      if (taken.has(keyOf(port))) {
        refuse(this.owner, {
          what: `${kind} "${name}": hostPort`,
          got: port.hostPort,
          allowed: 'each port of the node once in a pod',
          fix: 'leave it out: a Service reaches the pods without',
        });
      }
      taken.add(keyOf(port));
    }
  }

  /** The second one to bind a port fails. */
  private warnAboutPorts({ name, ports }: Container, others: readonly Container[]): void {
    const keyOf = ({ number, protocol = Protocol.TCP }: ContainerPort): string => `${number}/${protocol}`;
    for (const port of ports) {
      const other = others.find((container) => container.ports.some((own) => keyOf(own) === keyOf(port)));
      if (other === undefined) continue;
      warn(
        this.owner,
        `containers "${other.name}" and "${name}" both name port ${keyOf(port)}: they share one address, so that the ` +
          'second one to bind it fails.',
      );
    }
  }
}
