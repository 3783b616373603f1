import { Duration } from 'cdk8s';
import { Part, Pods } from './part';
import { TerminationProps } from './termination';
import { ClusterProfile } from '../../network/cluster-profile';
import { Connections } from '../../network/connections';
import { supports } from '../../network/kubernetes-features';
import { ContainerRestartPolicy, k8s } from '../../plus/cdk8s-plus';
import { SLEEP, sleepFor } from '../../plus/sleep-hook';
import { FEATURES } from '../../support/kubernetes-features';
import { checkSeconds } from '../../support/numbers';
import { inWords, refuse } from '../../support/refuse';

/** How a workload drains. */
export interface DrainOptions {
  /** What the user said. */
  readonly given?: Duration;
  /** Whether another pod takes over when one stops; without one, a drain makes an outage longer. */
  readonly hasSuccessor: () => boolean;
}

/** Long enough for endpoints to reach kube-proxy on all nodes, ingress controllers and load balancers of pods. */
const DEFAULT_SECONDS = 5;

/** What Kubernetes gives where nothing is said. */
const USUAL_GRACE_PERIOD = 30;

const SERVED = new WeakSet<Connections>();

/** Keeps that a Service leads to the pods of a workload. */
export function markServed({ connections }: { readonly connections: Connections }): void {
  SERVED.add(connections);
}

/** Whether a Service leads to the pods of a workload. */
export function isServed(connections: Connections): boolean {
  return SERVED.has(connections);
}

/**
 * Has the containers sleep before they are told to stop. Endpoints are taken away while a pod stops, not before: for a moment
 * it still gets new connections, which a program that has closed its port refuses.
 *
 * Sidecars among the init containers need none: the kubelet stops them when the others have ended.
 */
export function drain({ owner }: Pods, props: TerminationProps, { given, hasSuccessor }: DrainOptions): Part {
  const gracePeriod = props.terminationGracePeriod?.toSeconds({ integral: false });
  const asked = given && checkSeconds(owner, given, { what: 'rollout.drain', min: 0 });
  const canSleep = supports(owner, 'sleepHook');
  if (asked !== undefined && asked > 0 && !canSleep) {
    refuse(owner, {
      what: 'rollout.drain',
      got: inWords(`${asked} s`),
      allowed: `none in a cluster of Kubernetes ${ClusterProfile.of(owner).kubernetesVersion}: the kubelet sleeps before a container stops since ${FEATURES.sleepHook.since}`,
      fix: 'leave it out, and have a program of the image sleep: `lifecycle` of a container of cdk8s-plus',
    });
  }
  if (asked !== undefined && gracePeriod !== undefined && asked > 0 && asked >= gracePeriod) {
    refuse(owner, {
      what: 'rollout.drain',
      got: inWords(`${asked} s`),
      allowed: `less than \`terminationGracePeriod\`, which is ${gracePeriod} s: the program stops in what is left of it`,
      fix: 'raise `terminationGracePeriod`, or leave it out: then the drain is added to it',
    });
  }
  let connections: Connections | undefined;
  const seconds = (): number => {
    if (asked !== undefined) return asked;
    const hasClients = connections !== undefined && isServed(connections);
    if (!canSleep || !hasClients || !hasSuccessor()) return 0;
    return gracePeriod === undefined ? DEFAULT_SECONDS : Math.min(DEFAULT_SECONDS, Math.floor(gracePeriod / 2));
  };
  return {
    open: (opened) => void (connections = opened),
    container: ({ rendered, container, kind }) => {
      const stopsAtOnce = kind === 'container' && container.restartPolicy !== ContainerRestartPolicy.ALWAYS;
      // What was said through cdk8s-plus wins.
      if (!stopsAtOnce || rendered.lifecycle?.preStop !== undefined || seconds() === 0) return {};
      return { lifecycle: { ...rendered.lifecycle, preStop: sleepFor(seconds()) } };
    },
    pod: (spec, containers) => {
      if (gracePeriod !== undefined || !containers.some(sleeps)) return {};
      return { terminationGracePeriodSeconds: (spec.terminationGracePeriodSeconds ?? USUAL_GRACE_PERIOD) + seconds() };
    },
  };
}

function sleeps({ lifecycle }: k8s.Container): boolean {
  return lifecycle?.preStop !== undefined && SLEEP in lifecycle.preStop;
}
