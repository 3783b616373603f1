import { Construct } from 'constructs';
import { Container, k8s, Volume, VolumeMount } from './cdk8s-plus';
import { checkContainer, ContainerKind, ContainerList, kindOf } from './container-checks';
import { RunningContainers } from './container-ports';
import { checkContainerTexts } from './container-secrets';
import { checkVolume } from './volume-checks';
import { inWords, refuse } from '../support/refuse';

/** The containers of one pod, checked one by one as they come, and against those that are there. */
export class PodContents {
  private readonly containers: Container[] = [];
  private readonly ports: RunningContainers;

  constructor(
    private readonly owner: Construct,
    /** The names of the volumes that each pod claims for itself. */
    private readonly claimedVolumes: readonly string[],
  ) {
    this.ports = new RunningContainers(owner);
  }

  public add(list: ContainerList, container: Container): void {
    const kind = kindOf(list, container.restartPolicy);
    this.checkNames([...this.containers.map(({ name }) => name), container.name]);
    const rendered = this.render(kind, container);
    checkContainer(this.owner, kind, rendered);
    checkContainerTexts(this.owner, `${kind} "${container.name}"`, container, rendered);
    for (const { volume } of container.mounts) this.checkVolume(volume, container);
    this.ports.add(list, container);
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
    const there = this.containers.flatMap(({ mounts }) => mounts);
    const isOther = (mount: VolumeMount): boolean => mount.volume.name === volume.name && mount.volume !== volume;
    // What the main container has claimed others may mount, too.
    const isClaim = there.some((mount) => mount.volume === volume);
    const isClaimed = this.claimedVolumes.includes(volume.name) && !isClaim;
    const isTaken = [...there, ...(container?.mounts ?? [])].some(isOther);
    if (!isTaken && !isClaimed) return;
    refuse(this.owner, {
      what: 'volume name',
      got: volume.name,
      allowed: isClaimed
        ? 'another name: this is the volume that each pod claims'
        : 'one volume of that name in the pod',
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
}
