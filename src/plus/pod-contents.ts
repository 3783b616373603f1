import { Construct } from 'constructs';
import { Container, ContainerPort, k8s, Protocol, Volume } from './cdk8s-plus';
import { checkContainer, ContainerKind } from './container-checks';
import { checkContainerTexts } from './container-secrets';
import { checkVolume } from './volume-checks';
import { inWords, refuse } from '../support/refuse';
import { warn } from '../support/warn';

/** The containers of one pod, checked one by one as they come, and against those that are there. */
export class PodContents {
  private readonly containers: Container[] = [];

  constructor(
    private readonly owner: Construct,
    /** The names of the volumes that each pod claims for itself. */
    private readonly claimedVolumes: readonly string[],
  ) {}

  public add(kind: ContainerKind, container: Container): void {
    this.checkNames([...this.containers.map(({ name }) => name), container.name]);
    const rendered = this.render(kind, container);
    checkContainer(this.owner, kind, rendered);
    checkContainerTexts(this.owner, `${kind} "${container.name}"`, container, rendered);
    for (const { volume } of container.mounts) this.checkVolume(volume, container);
    if (kind === 'container') {
      this.checkHostPorts(container);
      this.warnAboutPorts(container);
    }
    this.containers.push(container);
  }

  /** Containers of all kinds have names of their own. */
  public checkNames(names: readonly string[]): void {
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice === undefined) return;
    refuse(this.owner, {
      what: 'container name',
      got: twice,
      allowed: 'a name that no other container of the pod has',
      fix: 'give the container a `name`',
    });
  }

  public checkVolume(volume: Volume, container?: Container): void {
    checkVolume(this.owner, volume);
    const mounted = [...this.containers, ...(container === undefined ? [] : [container])].flatMap(
      ({ mounts }) => mounts,
    );
    const isTaken = mounted.some((mount) => mount.volume.name === volume.name && mount.volume !== volume);
    if (!isTaken && !this.claimedVolumes.includes(volume.name)) return;
    refuse(this.owner, {
      what: 'volume name',
      got: volume.name,
      allowed: isTaken ? 'one volume of that name in the pod' : 'another name: this is the volume that each pod claims',
      fix: 'mount the same volume, or give this one another name',
    });
  }

  /** What cdk8s-plus cannot render it says without the construct, and not before synth. */
  private render(kind: ContainerKind, container: Container): k8s.Container {
    try {
      return container._toKube();
    } catch (error) {
      return refuse(this.owner, {
        what: `${kind} "${container.name}"`,
        got: inWords(`what cdk8s-plus does not render (${error instanceof Error ? error.message : String(error)})`),
        allowed: 'what it renders',
      });
    }
  }

  private checkHostPorts({ name, ports }: Container): void {
    if (ports.every(({ hostPort }) => hostPort === undefined)) return;
    const keyOf = ({ hostPort, hostIp = '', protocol = Protocol.TCP }: ContainerPort): string =>
      `${hostPort}/${protocol} ${hostIp}`;
    const taken = new Set(this.containers.flatMap((container) => container.ports).map(keyOf));
    for (const port of ports) {
      if (port.hostPort !== undefined && taken.has(keyOf(port))) {
        refuse(this.owner, {
          what: `container "${name}": hostPort`,
          got: port.hostPort,
          allowed: 'each port of the node once in a pod',
          fix: 'leave it out: a Service reaches the pods without',
        });
      }
      taken.add(keyOf(port));
    }
  }

  /** All containers of a pod share one address: the second to bind a port fails. */
  private warnAboutPorts({ name, ports }: Container): void {
    const keyOf = ({ number, protocol = Protocol.TCP }: ContainerPort): string => `${number}/${protocol}`;
    for (const port of ports) {
      const other = this.containers.find((container) => container.ports.some((own) => keyOf(own) === keyOf(port)));
      if (other === undefined) continue;
      warn(
        this.owner,
        `containers "${other.name}" and "${name}" both name port ${keyOf(port)}: they share one address, so that the ` +
          'second one to bind it fails.',
      );
    }
  }
}
