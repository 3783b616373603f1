import { RunbookFacts, ServiceFacts, WorkloadFacts } from './facts';
import { bashBlock, code, paragraph } from './page';
import { policyLines } from './policy-lines';
import { portsOf } from './ports-of';
import { selectorWord, shellWord } from './shell-text';
import { isJob, kubectlName, podsOf } from './workload-text';

/** Of more workloads behind a Service not each has its own commands. */
const MOST_WORKLOADS = 3;

/** The commands that show a Service, and what is behind it. */
export function lookSection(facts: ServiceFacts, runbook: RunbookFacts): string {
  const { service, backends, kind } = facts;
  const name = shellWord(service.name);
  const namespace = `-n ${shellWord(service.namespace)}`;
  const lines = [`kubectl get service ${name} ${namespace} -o wide`, `kubectl describe service ${name} ${namespace}`];
  if (kind === 'ExternalName') return `### Look at it\n\n${bashBlock(lines)}`;
  lines.push(
    '# The pods that it leads to now: those that are ready',
    `kubectl get endpoints ${name} ${namespace}`,
    `kubectl describe endpoints ${name} ${namespace}`,
    `kubectl get endpointslices ${namespace} -l ${selectorWord({ 'kubernetes.io/service-name': service.name })}`,
  );
  if (service.selector !== undefined) {
    const pods = `${namespace} -l ${selectorWord(service.selector)}`;
    lines.push(
      '# The pods that it selects, ready or not',
      `kubectl get pods ${pods} -o wide --show-labels`,
      `kubectl describe pods ${pods}`,
      `kubectl get events ${namespace} --sort-by=.lastTimestamp`,
      '# What they say, and said before they were restarted',
      `kubectl logs ${pods} --all-containers --prefix --tail=100`,
      `kubectl logs ${pods} --all-containers --prefix --tail=100 --previous`,
    );
  }
  for (const backend of backends.slice(0, MOST_WORKLOADS)) lines.push(...workloadLines(backend));
  lines.push(...policyLines(service.namespace, backends, runbook));
  return `### Look at it\n\n${bashBlock(lines)}${forwardText(facts)}`;
}

function workloadLines(facts: WorkloadFacts): string[] {
  const { workload } = facts;
  if (workload.kind === 'Pod' || isJob(facts)) return [];
  const namespace = `-n ${shellWord(workload.namespace)}`;
  const hasRollouts = ['Deployment', 'StatefulSet', 'DaemonSet'].includes(workload.kind);
  return [
    `# ${workload.id}`,
    `kubectl get ${kubectlName(facts)} ${namespace}`,
    ...(hasRollouts ? [`kubectl rollout status ${kubectlName(facts)} ${namespace} --timeout=10s`] : []),
  ];
}

function forwardText(facts: ServiceFacts): string {
  const { service, backends } = facts;
  const ports = portsOf(facts).filter(({ port }) => port.protocol === 'TCP');
  const [port] = ports;
  if (port === undefined || backends.length === 0) return '';
  const local = localPort(port.port.port);
  const name = shellWord(`service/${service.name}`);
  const namespace = `-n ${shellWord(service.namespace)}`;
  const others =
    ports.length === 1
      ? ''
      : ` Other ports: ${ports
          .slice(1, 6)
          .map((each) => `${localPort(each.port.port)}:${each.port.port}`)
          .join(', ')}.`;
  const scheme = port.spoken === 'https' ? 'https' : 'http';
  const url = ['http', 'https'].includes(port.spoken)
    ? `${scheme}://localhost:${local}${port.path ?? '/'}`
    : `localhost:${local}`;
  const pod =
    port.target === undefined
      ? []
      : [
          '# Or to one of the pods, without the Service; POD is one of those above',
          `kubectl port-forward pod/POD ${local}:${port.target} ${namespace}`,
        ];
  return (
    paragraph(
      `From your own machine, at ${code(url)}. It goes through the kubelet to one pod, so that most network plugins ask no policy: that it works says that the pod answers, and nothing about policies.${others}`,
    ) + bashBlock([`kubectl port-forward ${name} ${local}:${port.port.port} ${namespace}`, ...pod])
  );
}

/** Ports below 1024 are not for everybody. */
export function localPort(port: number): number {
  return port >= 1024 ? port : port === 80 ? 8080 : port === 443 ? 8443 : 10000 + port;
}

/** The commands that show a workload without a Service. */
export function workloadLook(facts: WorkloadFacts, runbook: RunbookFacts): string {
  const { workload } = facts;
  const namespace = `-n ${shellWord(workload.namespace)}`;
  const name = kubectlName(facts);
  const pods = podsOf(facts);
  const lines = [`kubectl get ${name} ${namespace} -o wide`, `kubectl describe ${name} ${namespace}`];
  if (workload.kind === 'CronJob') {
    lines.push(
      '# Its Jobs, the last one at the end; JOB is one of them',
      `kubectl get jobs ${namespace} --sort-by=.metadata.creationTimestamp`,
      `kubectl logs ${namespace} job/JOB --all-containers`,
      '# Once more, now',
      `kubectl create job ${shellWord(`${workload.name.slice(0, 40)}-by-hand`)} --from=${name} ${namespace}`,
    );
  } else if (workload.kind === 'Pod') {
    lines.push(
      `kubectl logs ${namespace} ${shellWord(workload.name)} --all-containers --tail=100`,
      `kubectl logs ${namespace} ${shellWord(workload.name)} --all-containers --tail=100 --previous`,
    );
  } else if (pods !== '') {
    lines.push(
      `kubectl get pods ${namespace} ${pods} -o wide --show-labels`,
      `kubectl logs ${namespace} ${pods} --all-containers --prefix --tail=100`,
      `kubectl logs ${namespace} ${pods} --all-containers --prefix --tail=100 --previous`,
    );
  }
  return `### Look at it\n\n${bashBlock([...lines, ...policyLines(workload.namespace, [facts], runbook)])}`;
}
