import { hostOf, portToCall } from './debug-commands';
import { DebugPods } from './debug-pods';
import { RunbookFacts, ServiceFacts } from './facts';
import { DEBUG_IMAGE } from './images';
import { fullName } from './names';
import { bashBlock, code, paragraph } from './page';
import { portsOf } from './ports-of';
import { shellWord } from './shell-text';
import { podsOf } from './workload-text';

/** A container beside those of a caller has all of its labels and policies, because it is in its pod. */
export function callerText(facts: ServiceFacts, { connections, input }: RunbookFacts, debug: DebugPods): string {
  const { cluster } = input.analysis;
  if (facts.backends.length === 0) return '';
  const { flows } = connections.callersOf(facts.backends[0].position, facts.service.id);
  const caller = flows
    .map(({ from }) => (from.kind === 'workload' ? cluster.positions.get(from.id) : undefined))
    .find((position) => position !== undefined);
  if (caller === undefined) return '';
  const workload = cluster.workloads[caller];
  const where = `-n ${shellWord(workload.namespace)}`;
  const [port] = portsOf(facts).filter(({ port: { protocol } }) => protocol === 'TCP');
  const call =
    port === undefined
      ? `nslookup ${shellWord(fullName(facts))}`
      : `nc -zv -w 5 ${hostOf(facts, debug.dnsOf(caller))} ${portToCall(facts, port)}`;
  return (
    paragraph(
      `Or from a pod of ${code(workload.id)} that is there, with exactly its policies. The container stays in the pod until the pod is replaced; kubectl 1.31 or newer:`,
    ) +
    bashBlock([
      `POD=$(kubectl get pods ${where} ${podsOf({ workload, position: caller, object: input.object(workload.id) })} -o name | head -n 1)`,
      `kubectl debug ${where} "$POD" -it --image=${DEBUG_IMAGE} --profile=restricted \\`,
      `  --custom=<(echo '{"securityContext":{"runAsUser":65534}}') -- ${call}`,
    ])
  );
}
