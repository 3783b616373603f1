import { createHash } from 'crypto';
import { Construct } from 'constructs';
import { LinkerdObject, LinkerdObjects, saysAccess } from './linkerd-objects';
import { proxyProtocolOf, ServedPort } from './linkerd-ports';
import { cellsOf, groupsOf, renderMatch, RequestCell, RequestOpening } from './linkerd-requests';
import { inWords, refuse } from '../../support/refuse';
import { HttpRequest } from '../mesh/http-request';
import { MeshClient } from '../mesh/identity-opening';
import { MeshOwner } from '../mesh/mesh-policies';
import { ProbedPort } from '../mesh/probed-ports';
import { Port } from '../port';

/** The API server takes no longer text. */
const LONGEST_PATH = 1024;
/** Of one rule. */
const MOST_MATCHES = 8;

/** Whoever asks what probes ask: the kubelet has no identity. */
const KUBELET: MeshClient = { kind: 'anybody' };

/** One port of some pods: whom its Server lets in, and whom the routes of it. */
export class LinkerdServer {
  private readonly clients: MeshClient[] = [];
  private readonly requested: RequestOpening[] = [];
  private readonly probes: ProbedPort[] = [];

  constructor(
    private readonly scope: Construct,
    private readonly owner: MeshOwner,
    private readonly objects: LinkerdObjects,
    private readonly port: ServedPort,
  ) {}

  /** Lets a client in, for some requests or for whatever it sends. */
  public allow(client: MeshClient, requests?: readonly HttpRequest[]): void {
    if (requests === undefined) this.clients.push(client);
    else this.requested.push({ client, requests });
  }

  /** Lets the kubelet ask. */
  public allowProbe(probe: ProbedPort): void {
    this.probes.push(probe);
  }

  /** What must be there for it. */
  public get wanted(): LinkerdObject[] {
    const { objects, suffix } = this;
    const cells = cellsOf(this.openings, this.clients.length > 0);
    const routes = groupsOf(cells).flatMap((group): LinkerdObject[] => {
      const route = `${suffix}-${nameOf(group.cells[0])}`;
      const render = (): object => this.renderRoute(group.cells, cells);
      const authorizations = objects.authorizations('HTTPRoute', route, group.clients);
      return [{ kind: 'HTTPRoute', suffix: route, render }, ...authorizations];
    });
    const server: LinkerdObject = { kind: 'Server', suffix, render: () => this.renderServer() };
    return [server, ...objects.authorizations('Server', suffix, this.clients), ...routes];
  }

  private get suffix(): string {
    return String(this.port);
  }

  /** Whether requests are judged. Linkerd lets probes of HTTP through by itself, but not where a port has routes, and none of gRPC. */
  private get isRouted(): boolean {
    return this.requested.length > 0 || this.probes.some(isGrpc);
  }

  private get proxyProtocol(): string {
    const protocol = proxyProtocolOf(this.owner, this.port);
    if (protocol !== 'opaque' || !this.isRouted) return protocol;
    return refuse(this.scope, {
      what: `port ${this.port}`,
      got: inWords('requests of HTTP, on a port that speaks something else'),
      allowed: 'requests on ports that Linkerd reads as HTTP',
      fix: "say appProtocol: 'http' of the port, or leave `http` out",
    });
  }

  private renderServer(): object {
    const { owner, port } = this;
    this.checkProbes();
    this.checkName();
    return {
      podSelector: { matchLabels: { ...owner.podLabels } },
      port,
      proxyProtocol: this.proxyProtocol,
      ...(saysAccess(owner) ? { accessPolicy: 'deny' } : {}),
    };
  }

  private get openings(): readonly RequestOpening[] {
    if (!this.isRouted) return [];
    // As Linkerd does it by itself: probes are let through from wherever network policies do.
    const requests = this.probes.flatMap(requestOf);
    return requests.length === 0 ? this.requested : [...this.requested, { client: KUBELET, requests }];
  }

  /** No two Servers may be for one port; which number a name has may be known later than it was opened. */
  private checkName(): void {
    if (typeof this.port === 'number') return;
    const number = this.owner.portNumber(Port.named(this.port));
    if (number === undefined || !this.objects.has('Server', String(number))) return;
    refuse(this.scope, {
      what: 'port',
      got: inWords(`"${this.port}", which was opened before a container declared it, and ${number}, which is the same`),
      allowed: 'one Server of Linkerd for each port',
      fix: `open Port.tcp(${number}) in place of Port.named("${this.port}")`,
    });
  }

  /** Probes may come to the pods by ways that are not ours, when routes are made already. */
  private checkProbes(): void {
    const { port, isRouted, owner } = this;
    const known = new Set(this.probes.map(probeKey));
    const missed = owner.probed().find((probe) => probe.port === port && !known.has(probeKey(probe)));
    if (missed === undefined || requestOf(missed).length === 0 || (!isRouted && !isGrpc(missed))) return;
    refuse(this.scope, {
      what: `probe of port ${port}`,
      got: inWords(isGrpc(missed) ? 'one of gRPC' : `GET ${missed.path}, on a port with \`http\``),
      allowed: 'probes that the workload knew when it was made: Linkerd lets no others through',
      fix: 'say it with `health` of the workload, or probe another port',
    });
  }

  private renderRoute(own: readonly RequestCell[], all: readonly RequestCell[]): object {
    const matches = own.map((cell) => renderMatch(cell, all));
    const tooLong = own.find((_, i) => matches[i].path.value.length > LONGEST_PATH);
    if (tooLong !== undefined) {
      refuse(this.scope, {
        what: `http of port ${this.port}`,
        got: inWords(`paths that begin with ${tooLong.paths.text}, without those that other clients name below it`),
        allowed: `what an expression of ${LONGEST_PATH} characters tells apart`,
        fix: 'name fewer or shorter paths below it, or the same ones for all clients',
      });
    }
    const rules = [];
    for (let i = 0; i < matches.length; i += MOST_MATCHES) rules.push({ matches: matches.slice(i, i + MOST_MATCHES) });
    return { parentRefs: [this.objects.reference('Server', this.suffix)], rules };
  }
}

function isGrpc({ speaks }: ProbedPort): boolean {
  return speaks === 'grpc';
}

function probeKey({ port, speaks, path }: ProbedPort): string {
  return JSON.stringify([port, speaks, path]);
}

/** What the kubelet sends; a connection alone is taken by the proxy. */
function requestOf({ speaks, path }: ProbedPort): HttpRequest[] {
  if (speaks === 'grpc') return [{ method: 'POST', path: '/grpc.health.v1.Health/Check' }];
  return speaks === 'http' && path !== undefined ? [{ method: 'GET', path }] : [];
}

/** `get-users-1a2b3c`, after the first of the requests: a person finds it, and no two have one name. */
function nameOf({ method, paths }: RequestCell): string {
  const words = paths.text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const hash = createHash('sha256').update(JSON.stringify([method ?? '', paths.text, paths.isPrefix]));
  const readable = [(method ?? 'any').toLowerCase(), ...words].join('-').slice(0, 40).replace(/-$/, '');
  return `${readable}-${hash.digest('hex').slice(0, 6)}`;
}
