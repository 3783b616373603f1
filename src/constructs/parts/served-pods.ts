import { Construct } from 'constructs';
import { MadePods } from './part';
import { IConnectable } from '../../network/connections';
import { Protocol } from '../../plus/cdk8s-plus';
import { runningContainers } from '../../plus/pod-ports';
import { inWords, refuse } from '../../support/refuse';
import { ServicePort } from '../values/service-port';

/** A workload that goes on running, as Services in front of its pods need to know it. */
export interface ServedPods extends IConnectable {
  readonly owner: Construct;
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly selectorLabels: { readonly [key: string]: string };
  /** The ports that clients of the workload itself use. */
  readonly ports: readonly ServicePort[];
  readonly managementPort?: number;
  /** The pods, once they are made. */
  readonly made: () => MadePods;
  /** Sets a variable of the main container. */
  readonly addEnv: (name: string, value: string) => void;
}

const SERVED = new WeakMap<object, ServedPods>();

/** Keeps that Services may be put in front of a workload. */
export function servePods(pods: ServedPods): void {
  SERVED.set(pods.owner, pods);
}

/** The pods of a workload, if it is one that Services may be put in front of. */
export function servedPodsOf(workload: unknown): ServedPods | undefined {
  return typeof workload === 'object' && workload !== null ? SERVED.get(workload) : undefined;
}

/** Has the pods listen on the ports of one more Service. */
export function addServicePorts(pods: ServedPods, ports: readonly ServicePort[]): void {
  const { workload, main } = pods.made();
  const running = runningContainers(workload);
  for (const { targetPort, protocol, name } of ports) {
    const known = running.flatMap((container) => container.ports);
    // A sidecar may be the one that listens.
    if (known.some((port) => port.number === targetPort && (port.protocol ?? Protocol.TCP) === protocol)) continue;
    const isTaken = known.some((port) => port.name === name);
    main.addPort({ number: targetPort, protocol, name: isTaken ? undefined : name });
  }
}

/** Whether a pod listens on all of these ports, as far as it says. */
export function refuseUnheard(where: Construct, pods: ServedPods, ports: readonly ServicePort[]): void {
  const known = runningContainers(pods.made().workload).flatMap((container) => container.ports);
  const unheard = ports.find(
    ({ targetPort, protocol }) =>
      !known.some((port) => port.number === targetPort && (port.protocol ?? Protocol.TCP) === protocol),
  );
  if (unheard === undefined) return;
  refuse(where, {
    what: `member "${pods.owner.node.path}"`,
    got: inWords(`a workload that does not listen on ${unheard.targetPort}/${unheard.protocol}`),
    allowed: 'members that listen on the same ports',
    fix: 'give it the same target ports, or name the ports of the group: new ServiceGroup(scope, id, { members, port })',
  });
}
