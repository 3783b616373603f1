import { IConstruct } from 'constructs';
import { analyseScope, Judged, judgeManifests } from './analyse-app';
import { checkSelection, NetworkFindingSelection } from './finding-selection';
import { findingsIn } from './findings-in';
import { NetworkFinding, toNetworkFinding } from './network-finding';
import { NetworkFlow, NetworkReason, toNetworkFlow } from './network-flow';
import { networkPage, NetworkPageOptions } from './network-page';
import { networkPicture, NetworkPictureOptions } from './network-picture';
import { identityReasonsOf, reasonsOf } from './network-reasons';
import { runbookSubjects } from './runbook-subjects';
import { workloadIdsOf } from './workload-ids';
import { checked } from '../checked/checked';
import { CheckInput } from '../checks/check-input';
import { Finding } from '../checks/finding';
import { declarationsOf } from '../network/declarations';
import { Port } from '../network/port';
import { Analysis } from '../reachability/analysis';
import { answer } from '../reachability/answer';
import { AskedEnd, parseAskedEnd } from '../reachability/asked-end';
import { explainText } from '../render/explain-text';
import { reasonFields } from '../render/json';
import { runbook } from '../render/runbook/runbook';
import { inWords, refuse } from '../support/refuse';
import { judgedPolicies } from '../topology/judged-policies';
import { Protocol } from '../topology/model';

/** An opening that nothing declares and that somebody accepted. */
export interface NetworkAcceptance {
  /** The workloads that it is for, `namespace/Kind/name`. */
  readonly workloads: string[];
  /** The other end, in words. */
  readonly peer: string;
  /** The ports, such as `8080/TCP`. */
  readonly ports: string[];
  /** Why it is wanted. */
  readonly reason: string;
}

/** The answer to one question. */
export interface NetworkAnswer {
  /** `allow`, `deny`, or `undefined` for what the manifests leave to the network plugin. */
  readonly verdict: string;
  /**
   * Why the verdict is undefined.
   *
   * @default - it is not
   */
  readonly reason?: string;
  /**
   * The same for programs, a word that stays when the reason is said otherwise: `host-network`, `pod-address` …
   *
   * @default - the verdict is not undefined
   */
  readonly reasonCode?: string;
  /**
   * What of layer 7 alone is let through, in words: `HTTP GET /health`.
   *
   * @default - everything, if the verdict is `allow`
   */
  readonly only?: string[];
  /** The rules that let it through, for each side that does. */
  readonly because: NetworkReason[];
  /** The answer and all that decided it, in words. */
  readonly text: string;
}

/**
 * Who may talk to whom, worked out from the rendered manifests alone: Services, policies and labels as a cluster would
 * see them, hand-written ones included.
 *
 * Ends of questions are constructs, or texts: `namespace/Kind/name`, `namespace/name`, a name that fits one workload,
 * `ip:<address or cidr>`, `name:<DNS name>`, `entity:<entity of Cilium>`, `nodes:<selector of nodes>`, or `internet`.
 *
 * @example
 *
 * declare const web: PublicWebApp;
 * declare const db: HeadlessDatabase;
 * const report = NetworkReport.of(app);
 * const isReached = report.reaches(web, db, Port.POSTGRES);
 * const reason = report.explain(web, db, Port.POSTGRES).text;
 */
@checked
export class NetworkReport {
  /**
   * The report of an app, a chart, or any other scope; objects outside of the scope do not count.
   *
   * @param scope whose objects to render and read
   */
  public static of(scope: IConstruct): NetworkReport {
    const clusters = [...analyseScope(scope).values()];
    if (clusters.length > 1) {
      refuse(scope, {
        what: 'NetworkReport.of',
        got: inWords(`charts of ${clusters.length} clusters, by their ClusterProfiles`),
        allowed: 'the objects of one cluster',
        fix: 'ask for each chart: NetworkReport.of(chart)',
      });
    }
    const judged = clusters[0] ?? judgeManifests([]);
    return new NetworkReport(judged, acceptancesWithin(judged.analysis, scope));
  }

  /**
   * The report of manifests, as objects: hand-written ones, Helm's or kustomize's output.
   *
   * @param manifests parsed Kubernetes objects; Lists are taken apart
   */
  public static ofManifests(manifests: any[]): NetworkReport {
    return new NetworkReport(
      judgeManifests(
        manifests.map((object: unknown, i) => ({ object, origin: { source: 'manifests', document: i + 1 } })),
      ),
    );
  }

  private readonly analysis: Analysis;

  private constructor(
    private readonly judged: Judged,
    private readonly acceptances: readonly NetworkAcceptance[] = [],
  ) {
    this.analysis = judged.analysis;
  }

  /** The ids of all workloads. */
  public get workloads(): string[] {
    return this.analysis.cluster.workloads.map(({ id }) => id);
  }

  /** Every flow, sorted: between workloads, from the internet by ways in, then with addresses, pods and names outside of the input. */
  public flows(): NetworkFlow[] {
    return Array.from(this.analysis.flows(), toNetworkFlow);
  }

  /**
   * Whether a connection is surely let through, with all that is sent there: what is let through for a part of layer 7 alone is
   * not (`only` of `explain`).
   *
   * @param from a workload's construct, or a text
   * @param to a workload's construct, or a text
   * @param port the pods' port, with a number
   */
  public reaches(from: IConstruct | string, to: IConstruct | string, port: Port): boolean {
    const { verdict, only } = this.explain(from, to, port);
    return verdict === 'allow' && only === undefined;
  }

  /**
   * The verdict on a connection, and all that decided it.
   *
   * @param from a workload's construct, or a text
   * @param to a workload's construct, or a text
   * @param port the pods' port, with a number
   */
  public explain(from: IConstruct | string, to: IConstruct | string, port: Port): NetworkAnswer {
    const { number, protocol, endNumber } = port;
    if (number === undefined || protocol === undefined || endNumber !== undefined) {
      return refuse('NetworkReport.explain', {
        what: 'port',
        got: port.toString(),
        allowed: 'one numbered port of one protocol',
        fix: 'ask for example about Port.tcp(8080)',
      });
    }
    const question = { port: number, protocol: protocol as unknown as Protocol };
    const [source, destination] = [this.end(from), this.end(to)];
    const given = named(() => answer(this.analysis, source, destination, question));
    return {
      verdict: given.verdict,
      ...reasonFields(given.reason),
      ...(given.only === undefined ? {} : { only: [...given.only] }),
      because: [...given.sides.flatMap(reasonsOf), ...identityReasonsOf(given.identity, question)],
      text: [...explainText(given, judgedPolicies(this.analysis.cluster.topology))].join(''),
    };
  }

  /**
   * What the rules of [docs/checks.md](checks.md) find in the manifests, the worst first. What is accepted is among it, and says why.
   *
   * @param selection which rules to ask
   */
  public findings(selection: NetworkFindingSelection = {}): NetworkFinding[] {
    return this.find(selection).map(toNetworkFinding);
  }

  /** What of the findings is an error or a warning and not accepted, in words. */
  public warnings(): string[] {
    return this.find()
      .filter(({ severity, accepted }) => severity !== 'note' && accepted === undefined)
      .map(({ message }) => message);
  }

  /**
   * A runbook in Markdown, for whoever is on call: of each Service what it is, its names in DNS, who may call it, the commands to
   * look at it, and what can be wrong if it does not answer. Of workloads without a Service what they are and whom they call.
   *
   * @param subject a construct, or a text: the id of a Service or a workload, `namespace/name` or a name; absent: all of them
   */
  public runbook(subject?: IConstruct | string): string {
    const { analysis, manifests, context } = this.judged;
    const input = new CheckInput(analysis, manifests, context);
    const only = subject === undefined ? {} : { only: runbookSubjects(input, subject) };
    return [...runbook({ input, sources: ['dist/'], ...only })].join('');
  }

  /**
   * A page that shows the network and answers questions about it, as one file of HTML that needs no other and no network: the text
   * of a `network.html`. It has the rendered names, labels, Services and policies in it, and what the rules of
   * [docs/checks.md](checks.md) find; no variables of containers, no Secrets, no annotations.
   *
   * @param options how it is called
   */
  public page(options: NetworkPageOptions = {}): string {
    return networkPage(this.judged, options);
  }

  /**
   * A picture of the network, as the text of a file of SVG: for a README or a comment. Where there are more than some 150
   * workloads, and no part is asked for, it has a box for each namespace.
   *
   * @param options what of the network to show; absent: all of it
   */
  public picture(options: NetworkPictureOptions = {}): string {
    const { subject, ...request } = options;
    const workload = subject === undefined ? undefined : this.workload(subject);
    return networkPicture(this.judged, { ...request, workload });
  }

  /** What was accepted by `connections.accept`, in the order of the calls; manifests alone tell of none. */
  public accepted(): NetworkAcceptance[] {
    return this.acceptances.map((acceptance) => ({
      ...acceptance,
      workloads: [...acceptance.workloads],
      ports: [...acceptance.ports],
    }));
  }

  private find(selection: NetworkFindingSelection = {}): Finding[] {
    checkSelection('NetworkReport.findings', selection);
    return findingsIn(this.judged, selection);
  }

  private workload(subject: IConstruct | string): string {
    const end = this.end(subject, 'picture');
    if (end.kind === 'workload') return this.analysis.cluster.workloads[end.position].id;
    return refuse('NetworkReport.picture', {
      what: 'subject',
      got: subject,
      allowed: 'a workload of the input',
      fix: 'name the workload, for example "shop/Deployment/api"',
    });
  }

  private end(end: IConstruct | string, method = 'explain'): AskedEnd {
    if (typeof end === 'string') return named(() => parseAskedEnd(this.analysis.cluster, end), method);
    const [id, ...others] = workloadIdsOf(this.analysis, end);
    if (id !== undefined && others.length === 0) return named(() => parseAskedEnd(this.analysis.cluster, id), method);
    return refuse(end, {
      what: 'end of a connection',
      got: inWords(
        id === undefined
          ? 'a construct without pods'
          : `a construct with several workloads: ${[id, ...others].join(', ')}`,
      ),
      allowed: 'a construct with one workload',
      fix: 'name the workload, for example "shop/Deployment/api"',
    });
  }
}

/** The engine does not know by whom it is asked. */
function named<T>(ask: () => T, method = 'explain'): T {
  try {
    return ask();
  } catch (error) {
    throw new Error(`NetworkReport.${method}: ${(error as Error).message}`, { cause: error });
  }
}

function acceptancesWithin(analysis: Analysis, scope: IConstruct): NetworkAcceptance[] {
  return declarationsOf(scope.node.root)
    .accepted.filter(({ member }) => member.owner.node.scopes.includes(scope))
    .map(({ member, peer, ends, ports, reason }) => ({
      workloads: workloadIdsOf(analysis, member.owner),
      peer:
        peer ??
        ends.egress.flatMap((end) => (end.kind === 'pods' ? workloadIdsOf(analysis, end.member.owner) : [])).join(', '),
      ports: ports.map(String),
      reason,
    }));
}
