import { Analysis } from './analysis';
import { AskedEnd, PortQuestion } from './asked-end';
import { explain } from './explain';
import { eachPort, listens, mistakenPort } from './mistaken-port';

/** What to say about a port that the pods of the destination may not listen on. Undeclared ports are open all the same. */
export function askedPortNotes(analysis: Analysis, from: AskedEnd, to: AskedEnd, asked: PortQuestion): string[] {
  if (to.kind !== 'workload') return [];
  const { protocol, port } = asked;
  const mistake = mistakenPort(analysis, to.position, protocol, port);
  if (mistake !== undefined) {
    const meant = eachPort(mistake.targets);
    const answers = meant.map((own) => `${textOf(own)} (${explain(analysis, from, to, own).verdict})`);
    const questions = meant.map(optionOf);
    const owner = mistake.services.length === 1 ? 'its' : 'their';
    return [
      `${port} is the port of ${mistake.services.join(' and ')}; ${owner} pods listen on ${answers.join(' and ')}: ` +
        `ask for port ${questions.join(' or ')}`,
    ];
  }
  const { id, declaredPorts } = analysis.cluster.workloads[to.position];
  if (declaredPorts.length === 0 || listens(analysis, to.position, protocol, port)) return [];
  const declared = [...new Set(declaredPorts.map(textOf))];
  return [
    `${id} declares ${declared.join(', ')}, and not ${textOf(asked)}; what is not declared may be listened on, too`,
  ];
}

function textOf({ protocol, port }: PortQuestion): string {
  return `${port}/${protocol}`;
}

/** TCP goes without saying. */
function optionOf({ protocol, port }: PortQuestion): string {
  return protocol === 'TCP' ? String(port) : `${port}/${protocol}`;
}
