import { AbstractPod, Container, ContainerPort, ContainerRestartPolicy, Protocol } from './cdk8s-plus';

/** A port that a container of some pods declares. */
export interface DeclaredPort extends ContainerPort {
  readonly protocol: Protocol;
}

/** The containers that run side by side. */
export function runningContainers({ containers, initContainers }: AbstractPod): Container[] {
  return [
    ...containers,
    ...initContainers.filter((container) => container.restartPolicy === ContainerRestartPolicy.ALWAYS),
  ];
}

/** The ports that the containers of pods declare so far: containers and ports may be added until synth. */
export function declaredPortsOf(pods: AbstractPod): DeclaredPort[] {
  return runningContainers(pods).flatMap(({ ports }) =>
    ports.map((port) => ({ ...port, protocol: port.protocol ?? Protocol.TCP })),
  );
}
