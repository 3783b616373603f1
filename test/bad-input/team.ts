import { Chart, Size } from 'cdk8s';
import { Cpu, ServiceAccount } from 'cdk8s-plus-28';
import { BadInput } from './row';
import { RegistryMirror, Worker, WorkerProps, WorkloadDefaults, WorkloadDefaultsProps } from '../../src';

function worker(chart: Chart, props: Partial<WorkerProps>): Worker {
  return new Worker(chart, 'mailer', { image: 'ghcr.io/acme/mailer:1.4.2', ...props });
}

function defaults(props: WorkloadDefaultsProps): WorkloadDefaults {
  return new WorkloadDefaults(props);
}

/** What a team says for all workloads, accounts, pulling and devices. */
export const TEAM: Record<string, BadInput> = {
  'the name of a pull secret that is none': {
    write: (chart) => worker(chart, { imagePullSecrets: ['Hub Login'] }),
    says: 'shop/mailer: imagePullSecrets: got literal text; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a pull secret named twice': {
    write: (chart) => worker(chart, { imagePullSecrets: ['hub', 'ghcr', 'hub'] }),
    says: 'shop/mailer: imagePullSecrets: got "hub" twice; allowed: each Secret once.',
    withoutFix: true,
  },
  'the name of a pull secret in defaults that is none': {
    write: () => defaults({ imagePullSecrets: [''] }),
    says: 'WorkloadDefaults: imagePullSecrets: got ""; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
  'a label in defaults that is none': {
    write: () => defaults({ labels: { team: 'the shop' } }),
    says: 'WorkloadDefaults: value of label "team": got "the shop"; allowed: at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit. Fix: leave other characters out, or make it an annotation, which takes any text',
  },
  'the label of selectors in defaults': {
    write: () => defaults({ labels: { 'app.kubernetes.io/name': 'shop' } }),
    says: 'WorkloadDefaults: label "app.kubernetes.io/name": got "shop"; allowed: none for several workloads, because selectors use it. Fix: set `name` of each workload',
  },
  'a pod annotation in defaults that stands for a field': {
    write: () => defaults({ podAnnotations: { 'kubernetes.io/config.mirror': 'x' } }),
    says: 'WorkloadDefaults: pod annotation: got "kubernetes.io/config.mirror"; allowed: no annotation that stands for a field of the pod. Fix: leave it out: the kubelet sets it',
  },
  'amounts in defaults that contradict each other': {
    write: () => defaults({ resources: { memory: { request: Size.gibibytes(2), limit: Size.gibibytes(1) } } }),
    says: 'WorkloadDefaults: resources.memory.request: got 2Gi; allowed: at most the limit of 1Gi. Fix: raise the limit or lower the request',
  },
  'a limit of CPU in defaults that has none': {
    write: () => defaults({ limitCpu: false, resources: { cpu: { limit: Cpu.units(1) } } }),
    says: 'WorkloadDefaults: limitCpu: got false; allowed: true beside a limit in `resources.cpu`. Fix: leave one of the two out',
  },
  'a limit of CPU where there is to be none': {
    write: (chart) => worker(chart, { limitCpu: false, resources: { cpu: { limit: Cpu.units(1) } } }),
    says: 'shop/mailer: limitCpu: got false; allowed: true beside a limit in `resources.cpu`. Fix: leave one of the two out',
  },
  'the same default twice for one scope': {
    write: (chart) => {
      defaults({ labels: { team: 'shop', stage: 'live' } }).applyTo(chart);
      defaults({ labels: { team: 'checkout' } }).applyTo(chart);
    },
    says: 'shop: WorkloadDefaults: got a second `labels.team` for the same scope; allowed: each default once for a scope, so that the order of the calls does not matter. Fix: write it into one of the two, or apply one to a scope below',
  },
  'a mirror with a scheme': {
    write: () => defaults({ registry: 'https://registry.acme.example/mirror/' }),
    says: 'RegistryMirror.ofAll: mirror: got "https://registry.acme.example/mirror/"; allowed: a registry and, if there is one, the folder in it: "registry.example:5000/mirror"; no scheme, tag or "/" at the end. Fix: write "registry.acme.example/mirror"',
  },
  'a mirror that is a folder of Docker Hub': {
    write: () => RegistryMirror.ofAll('acme/mirror'),
    says: 'RegistryMirror.ofAll: mirror: got "acme/mirror"; allowed: a registry and, if there is one, the folder in it: "registry.example:5000/mirror"; no scheme, tag or "/" at the end.',
    withoutFix: true,
  },
  'a mirror of a registry that is none': {
    write: () => RegistryMirror.of({ 'ghcr.io/acme': 'harbor.acme.example/github' }),
    says: 'RegistryMirror.of: registry: got "ghcr.io/acme"; allowed: a registry that images name, such as "docker.io", "ghcr.io" or "registry.example:5000".',
    withoutFix: true,
  },
  'a mirror of Docker Hub by another name': {
    write: () => RegistryMirror.of({ 'registry-1.docker.io': 'harbor.acme.example/hub' }),
    says: 'RegistryMirror.of: registry: got "registry-1.docker.io"; allowed: a registry that images name, such as "docker.io", "ghcr.io" or "registry.example:5000". Fix: write "docker.io"',
  },
  'a bad mirror of a registry': {
    write: () => RegistryMirror.of({ 'ghcr.io': 'harbor.acme.example/github:1' }),
    says: 'RegistryMirror.of: mirror of "ghcr.io": got "harbor.acme.example/github:1"; allowed: a registry and, if there is one, the folder in it: "registry.example:5000/mirror"; no scheme, tag or "/" at the end.',
    withoutFix: true,
  },
  'mirrors of no registry': {
    write: () => RegistryMirror.of({}),
    says: 'RegistryMirror.of: mirrors: got {}; allowed: at least one registry with its mirror.',
    withoutFix: true,
  },
  'the name of an account': {
    write: (chart) => worker(chart, { serviceAccount: 'runner' }),
    says: 'shop/mailer: serviceAccount: got "runner"; allowed: "default", the account of the namespace, or a ServiceAccount of cdk8s-plus. Fix: use ServiceAccount.fromServiceAccountName(chart, id, name) for one that exists',
  },
  'annotations of an account that is not made here': {
    write: (chart) =>
      worker(chart, {
        serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'account', 'runner'),
        serviceAccountAnnotations: { role: 'x' },
      }),
    says: 'shop/mailer: serviceAccountAnnotations: got {"role":"…"}; allowed: none where the workload has no account of its own. Fix: annotate the account where it is made, or leave `serviceAccount` out',
  },
  'an annotation of an account that is none': {
    write: (chart) => worker(chart, { serviceAccountAnnotations: { 'a b': 'x' } }),
    says: 'shop/mailer: annotation key: got "a b"; allowed: "name" or "dns.prefix/name", the name of at most 63 letters, digits, "-", "_" and ".".',
    withoutFix: true,
  },
  'a GPU without its domain': {
    write: (chart) => worker(chart, { extendedResources: { gpu: 1 } }),
    says: 'shop/mailer: extendedResources: got "gpu"; allowed: a name with the domain of who offers it, such as "nvidia.com/gpu"; none of kubernetes.io. Fix: write "nvidia.com/gpu"',
  },
  'memory as a device': {
    write: (chart) => worker(chart, { extendedResources: { memory: 1 } }),
    says: 'shop/mailer: extendedResources: got "memory"; allowed: a name with the domain of who offers it, such as "nvidia.com/gpu"; none of kubernetes.io. Fix: say it with `resources`',
  },
  'a device by the name that quotas have': {
    write: (chart) => worker(chart, { extendedResources: { 'requests.nvidia.com/gpu': 1 } }),
    says: 'shop/mailer: extendedResources: got "requests.nvidia.com/gpu"; allowed: a name with the domain of who offers it, such as "nvidia.com/gpu"; none of kubernetes.io. Fix: write "nvidia.com/gpu"',
  },
  'a device of kubernetes.io': {
    write: (chart) => worker(chart, { extendedResources: { 'node.kubernetes.io/gpu': 1 } }),
    says: 'shop/mailer: extendedResources: got "node.kubernetes.io/gpu"; allowed: a name with the domain of who offers it, such as "nvidia.com/gpu"; none of kubernetes.io.',
    withoutFix: true,
  },
  'half a device': {
    write: (chart) => worker(chart, { extendedResources: { 'nvidia.com/gpu': 0.5 } }),
    says: 'shop/mailer: extendedResources "nvidia.com/gpu": got 0.5; allowed: a whole number of at least 1. Fix: a device is given as a whole; leave out what is not needed',
  },
  'a priority class in defaults that is none': {
    write: () => defaults({ priorityClassName: 'High' }),
    says: 'WorkloadDefaults: priorityClassName: got "High"; allowed: a name of lower-case letters, digits, "-" and ".".',
    withoutFix: true,
  },
};
