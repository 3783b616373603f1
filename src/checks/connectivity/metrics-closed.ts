import { decidedSide, rulesOpening } from './closed-sides';
import { ScrapeTarget, scrapeTargets } from './scrape-targets';
import { servingContainers } from './serving-containers';
import { CompiledRule } from '../../reachability/cluster';
import { CheckInput } from '../check-input';
import { CheckedPods } from '../checked-pods';
import { firstOf } from '../first-of';
import { Found, Rule } from '../rule';

/** Metrics that somebody is told to scrape, and that no policy lets anybody scrape. */
export const metricsClosed: Rule = {
  id: 'metrics-closed',
  title: 'Nobody may scrape the metrics',
  severity: 'warning',
  group: 'connectivity',
  why: 'A target that does not answer is down for Prometheus: its metrics are missing, and alerts on them never come.',
  fix: 'Open the port of the metrics to the pods of Prometheus.',
  *find(input: CheckInput): Iterable<Found> {
    if (input.once(scrapersOf).areOnHost) return;
    const seen = new Set<string>();
    for (const target of scrapeTargets(input)) {
      const key = `${target.position} ${target.ports.toString()}`;
      // Several monitors may be about one port, and one of them is enough to tell.
      if (target.ports.isEmpty || seen.has(key)) continue;
      seen.add(key);
      const policies = closedBy(input, target);
      if (policies !== undefined) yield toFound(input, target, policies);
    }
  },
};

/** The policies that close a port to all who may scrape, if that is certain. */
function closedBy(input: CheckInput, { position, ports }: ScrapeTarget): readonly string[] | undefined {
  const side = decidedSide(input, 'ingress', position);
  if (side === undefined || input.context.standIns?.has(input.analysis.cluster.workloads[position].id) === true) {
    return undefined;
  }
  const rules = rulesOpening(side, ports, input.analysis.cluster.workloads[position]);
  return rules.some((rule) => mayLetScrape(input, rule)) ? undefined : side.isolatedBy.map(({ id }) => id);
}

/** Whoever is not in the input may scrape. */
function mayLetScrape(input: CheckInput, { everybody, blocks, others, unknownPods, pods }: CompiledRule): boolean {
  if (everybody || !blocks.isEmpty || others !== undefined || unknownPods.length > 0) return true;
  const scrapers = input.once(scrapersOf).positions;
  return [...pods.members, ...pods.partial.keys()].some((position) => scrapers.has(position));
}

interface Scrapers {
  readonly positions: ReadonlySet<number>;
  /** Whether one of them is on the host network, where policies may not see it. */
  readonly areOnHost: boolean;
}

const SCRAPER =
  /prom|metric|monitor|victoria|vmagent|vmsingle|alloy|grafana|mimir|thanos|otel|opentelemetry|collector|telemetry|telegraf|datadog|newrelic|dynatrace|elastic-agent|metricbeat|netdata|scrap|observ/i;

/** Workloads that may be there to scrape, by their names, namespaces, labels and images. */
function scrapersOf({ analysis: { cluster }, pods }: CheckInput): Scrapers {
  const images = new Map(pods.map((each) => [each.position, imagesOf(each)]));
  const found = cluster.workloads.flatMap(({ id, labels }, position) => {
    const texts = [id, ...Object.values(labels), ...(images.get(position) ?? [])];
    return texts.some((text) => SCRAPER.test(text)) ? [position] : [];
  });
  return { positions: new Set(found), areOnHost: found.some((position) => cluster.workloads[position].hostNetwork) };
}

function imagesOf(pods: CheckedPods): readonly string[] {
  return servingContainers(pods).map(({ field }) => field.get('image').text() ?? '');
}

function toFound(
  input: CheckInput,
  { object, field, position, ports }: ScrapeTarget,
  policies: readonly string[],
): Found {
  const { id } = input.analysis.cluster.workloads[position];
  const port = ports.toString();
  const whose = object.id === id ? `its port ${port}` : `port ${port} of ${id}`;
  const call = input.context.connectionsCall?.(position);
  const numbers = ports.ranges().map((range) => `Port.tcp(${range.port})`);
  return {
    object,
    field,
    detail: `${id} ${port}`,
    message: `${object.id} has ${whose} scraped, and ${firstOf(policies)} lets nobody in who may do it: no Prometheus of the manifests, and no pod or address outside of them`,
    fix:
      call === undefined
        ? `open ${port} in ingress of ${firstOf(policies, 1)} to the pods of Prometheus`
        : `${call}.allowFrom(Peer.namespace('monitoring'), [${numbers.join(', ')}]);`,
    to: id,
    ports: ports.ranges().map((range) => `${range.port}/${range.protocol}`),
  };
}
