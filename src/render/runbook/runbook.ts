import { callersSection, connectionsOfWorkload } from './callers-section';
import { clusterSection } from './cluster-section';
import { findDebugPods } from './debug-pods';
import { gatherFacts, RunbookFacts, ServiceFacts, WorkloadFacts } from './facts';
import { lookSection, workloadLook } from './look-section';
import { CLUSTER_DOMAIN } from './names';
import { Anchors, bashBlock, bullets, code, few, link, paragraph } from './page';
import { troubleSection } from './trouble-section';
import { trySection } from './try-section';
import { containersText, table, whatSection } from './what-section';
import { placeText, replicasText } from './workload-text';
import { CheckInput } from '../../checks/check-input';
import { oneLine } from '../text-table';

/** What a runbook is about. */
export interface RunbookRequest {
  readonly input: CheckInput;
  /** What commands of `service-patterns` read, each a word of a shell. */
  readonly sources: readonly string[];
  /** Services and workloads by their ids, `namespace/name` or names; absent: all of them. */
  readonly only?: readonly string[];
}

/** Markdown for whoever is on call: what each Service is, who may call it, how to look at it, and what can be wrong. */
export function* runbook({ input, sources, only }: RunbookRequest): Generator<string> {
  const facts = gatherFacts(input, sources, only);
  const anchors = new Anchors();
  yield '# Runbook\n\n';
  anchors.next('Runbook');
  yield paragraph(
    `Made from manifests: no cluster was asked. Names of DNS are those of the cluster domain ${code(CLUSTER_DOMAIN)}, which manifests do not say. Words in capitals are yours to fill in. See first which cluster kubectl talks to:`,
  );
  yield bashBlock(['kubectl config current-context', 'kubectl get services --all-namespaces']);
  yield paragraph(
    `Mistakes that the manifests show by themselves: ${code(`service-patterns check ${sources.join(' ')}`)}`,
  );
  yield '## Contents\n\n';
  anchors.next('Contents');
  yield contents(facts, anchors);
  const debug = findDebugPods(facts);
  for (const service of facts.services) {
    yield `## ${heading(service.service.id)}\n\n`;
    yield whatSection(service, facts);
    yield callersSection(service, facts);
    yield lookSection(service, facts);
    yield trySection(service, facts, debug);
    yield troubleSection(service, facts, debug);
  }
  for (const workload of facts.workloads) {
    yield `## ${heading(workload.workload.id)}\n\n`;
    yield workloadText(workload, facts);
    yield connectionsOfWorkload(workload, facts);
    yield workloadLook(workload, facts);
  }
  yield clusterSection();
}

/** Ids have no characters that Markdown reads, but for names that no API server takes. */
function heading(id: string): string {
  return /^[\w./-]+$/.test(id) && !id.includes('_') ? id : code(id);
}

function contents({ services, workloads }: RunbookFacts, anchors: Anchors): string {
  const items = [
    ...services.map((facts) => `${linkTo(facts.service.id, anchors)}: ${serviceText(facts)}`),
    ...workloads.map(({ workload }) => `${linkTo(workload.id, anchors)}, which has no Service`),
    linkTo('The cluster', anchors),
  ];
  return bullets(items);
}

function linkTo(title: string, anchors: Anchors): string {
  return link(title, anchors.next(title));
}

function serviceText({ kind, service, backends }: ServiceFacts): string {
  if (kind === 'ExternalName') return `ExternalName of ${code(service.externalName ?? '')}`;
  const names = few(
    backends.map(({ workload }) => code(workload.id)),
    3,
  );
  return `${kind}${names === '' ? ', no workload of the input' : ` before ${names}`}`;
}

function workloadText(facts: WorkloadFacts, { input }: RunbookFacts): string {
  return table(
    ['', ''],
    [
      ['runs', `${oneLine(facts.workload.kind)}, ${replicasText(facts, input)}`],
      ['containers', containersText([facts])],
      ['written in', placeText(facts)],
      ['names', 'none: it has no Service, so that nobody finds it by a name'],
    ],
  );
}
