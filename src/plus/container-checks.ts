import { ContainerProps, ContainerRestartPolicy, k8s } from './cdk8s-plus';
import { checkEnvFrom, checkEnvSource } from './env-sources';
import { checkProbe, checkHandler } from './probe-checks';
import { parseImage } from '../support/image';
import { checkDnsLabel, checkEnvName, checkPortName } from '../support/names';
import { checkPortNumber, checkWholeNumber } from '../support/numbers';
import { checkContainerPath, checkSubPath, normalPath } from '../support/paths';
import { inWords, refuse, Where } from '../support/refuse';

/** Whether a container runs beside the others, or before them. */
export type ContainerKind = 'container' | 'init container';

/** In which list of the pod it is. */
export type ContainerList = 'containers' | 'initContainers';

/** An init container that is always restarted goes on running: it is a sidecar. */
export function kindOf(list: ContainerList, restartPolicy: string | undefined): ContainerKind {
  return list === 'containers' || restartPolicy === ContainerRestartPolicy.ALWAYS ? 'container' : 'init container';
}

const PROBES = ['readiness', 'liveness', 'startup'] as const;

/** Checks what somebody asks cdk8s-plus to make a container of, as far as it would refuse that itself, in other words. */
export function checkContainerProps(where: Where, list: ContainerList, name: string, props: ContainerProps): void {
  const { restartPolicy, portNumber, port, ports = [] } = props;
  const kind = kindOf(list, restartPolicy);
  const what = `${kind} "${name}"`;
  if (restartPolicy !== undefined && list === 'containers') {
    refuse(where, {
      what: `${what}: restartPolicy`,
      got: restartPolicy,
      allowed: 'none: only an init container has one of its own',
      fix: 'move it to `sidecars`, or leave `restartPolicy` out',
    });
  }
  if (kind === 'init container') {
    const given = [...PROBES, 'lifecycle' as const].find((option) => props[option] !== undefined);
    if (given !== undefined) {
      refuse(where, {
        what: `${what}: ${given}`,
        got: inWords(given === 'lifecycle' ? 'hooks' : 'a probe'),
        allowed: 'none on a container that ends before the others start',
        fix: 'leave it out; for one that goes on running set `restartPolicy: ContainerRestartPolicy.ALWAYS`',
      });
    }
  }
  if (portNumber !== undefined && port !== undefined) {
    refuse(where, { what: `${what}: port`, got: port, allowed: 'none beside `portNumber`', fix: 'leave `port` out' });
  }
  const number = portNumber ?? port;
  const all = [...(number === undefined ? [] : [{ number, name: undefined, protocol: undefined }]), ...ports];
  for (const each of all) checkPortNumber(where, each.number, `${what}: port`);
  refuseTwice(
    where,
    `${what}: port`,
    all.map((each) => `${each.number}/${each.protocol ?? 'TCP'}`),
  );
  refuseTwice(
    where,
    `${what}: port name`,
    all.flatMap((each) => each.name ?? []),
  );
}

/** Checks a container as it is rendered, so that whatever made it so is found. */
export function checkContainer(where: Where, kind: ContainerKind, container: k8s.Container): void {
  const what = `${kind} "${container.name}"`;
  checkDnsLabel(where, container.name, `name of ${what}`, 'give the container another `name`');
  parseImage(where, container.image ?? '');
  for (const port of container.ports ?? []) checkPort(where, what, port);
  refuseTwice(
    where,
    `${what}: port name`,
    (container.ports ?? []).flatMap((port) => port.name ?? []),
  );
  for (const variable of container.env ?? []) {
    checkEnvName(where, variable.name);
    checkEnvSource(where, variable.name, variable.valueFrom);
  }
  for (const source of container.envFrom ?? []) checkEnvFrom(where, source);
  checkMounts(where, what, container);
  for (const probe of PROBES) checkProbe(where, `${what}: ${probe}`, probe, container[`${probe}Probe`]);
  checkHandler(where, `${what}: lifecycle.postStart`, container.lifecycle?.postStart);
  checkHandler(where, `${what}: lifecycle.preStop`, container.lifecycle?.preStop);
  checkSecurity(where, what, container.securityContext);
}

function checkPort(where: Where, what: string, port: k8s.ContainerPort): void {
  checkPortNumber(where, port.containerPort, `${what}: port`);
  if (port.name !== undefined) checkPortName(where, port.name);
  if (port.hostPort !== undefined) checkPortNumber(where, port.hostPort, `${what}: hostPort`);
}

function checkMounts(where: Where, what: string, { volumeMounts = [], securityContext }: k8s.Container): void {
  for (const { mountPath, subPath, subPathExpr, mountPropagation } of volumeMounts) {
    checkContainerPath(where, mountPath, `${what}: volumeMounts`);
    if (subPath !== undefined && subPathExpr !== undefined) {
      refuse(where, {
        what: `${what}: subPathExpr`,
        got: subPathExpr,
        allowed: 'none beside `subPath`',
        fix: 'leave one of the two out',
      });
    }
    if (subPath !== undefined) checkSubPath(where, subPath, `${what}: subPath`);
    if (subPathExpr !== undefined) checkSubPath(where, subPathExpr, `${what}: subPathExpr`);
    if (mountPropagation === 'Bidirectional' && securityContext?.privileged !== true) {
      refuse(where, {
        what: `${what}: propagation at ${mountPath}`,
        got: mountPropagation,
        allowed: 'MountPropagation.NONE or HOST_TO_CONTAINER, because the container is not privileged',
      });
    }
  }
  refuseTwice(
    where,
    `${what}: volumeMounts`,
    volumeMounts.map(({ mountPath }) => normalPath(mountPath)),
  );
}

function checkSecurity(where: Where, what: string, context: k8s.SecurityContext = {}): void {
  const { runAsUser, runAsGroup, runAsNonRoot, privileged, allowPrivilegeEscalation, seccompProfile } = context;
  if (runAsUser !== undefined) checkWholeNumber(where, runAsUser, { what: `${what}: user`, min: 0 });
  if (runAsGroup !== undefined) checkWholeNumber(where, runAsGroup, { what: `${what}: group`, min: 0 });
  if (runAsUser === 0 && runAsNonRoot === true) {
    refuse(where, {
      what: `${what}: user`,
      got: 0,
      allowed: 'more than 0 where `ensureNonRoot` is true, as it is unless it is set: the container would not start',
      fix: 'name another user, or set `ensureNonRoot: false` as well',
    });
  }
  if (privileged === true && allowPrivilegeEscalation === false) {
    refuse(where, {
      what: `${what}: privileged`,
      got: true,
      allowed: 'false where `allowPrivilegeEscalation` is false, as it is unless it is set',
      fix: 'leave it out, or set `allowPrivilegeEscalation: true` as well',
    });
  }
  const { type, localhostProfile } = seccompProfile ?? {};
  if (type === 'Localhost' && (localhostProfile ?? '') === '') {
    refuse(where, {
      what: `${what}: seccompProfile.localhostProfile`,
      got: localhostProfile,
      allowed: "the profile's file on the node, because the type is Localhost",
      fix: 'name it, or use SeccompProfileType.RUNTIME_DEFAULT',
    });
  }
  if (localhostProfile !== undefined) checkSubPath(where, localhostProfile, `${what}: seccompProfile.localhostProfile`);
}

function refuseTwice(where: Where, what: string, keys: readonly string[]): void {
  const twice = keys.find((key, i) => keys.indexOf(key) !== i);
  if (twice === undefined) return;
  refuse(where, {
    what,
    got: inWords(`${twice} twice`),
    allowed: 'each only once',
    fix: 'change or remove one of the two',
  });
}
