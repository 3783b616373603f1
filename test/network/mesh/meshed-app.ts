import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { membersOf, Plan, Planned, REQUESTS, speaksHttp, Step } from './meshed-plan';
import {
  ClusterProfile,
  Cni,
  DatabaseEngine,
  DefaultDenyPolicy,
  Exposure,
  ExternalAlias,
  Health,
  HeadlessDatabase,
  InternalService,
  Mesh,
  MeshMode,
  Monitoring,
  NodeAgent,
  Peer,
  Port,
  PublicWebApp,
  ScheduledTask,
  ServiceGroup,
  StatefulService,
  Task,
  Worker,
  WorkloadService,
} from '../../../src';
import { testApp } from '../../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';
const SCRAPER = Peer.pods({ namespace: 'monitoring', labels: { app: 'prometheus' } });

type Made =
  InternalService | PublicWebApp | StatefulService | HeadlessDatabase | Worker | Task | ScheduledTask | NodeAgent;

/** The app of a plan. Without a mesh, what only a mesh could do is left out. */
export class MeshedApp {
  public readonly app: App = testApp();
  private readonly charts: Record<'shop' | 'data', Chart>;
  private readonly accounts = new Map<string, kplus.ServiceAccount>();
  private readonly made: readonly Made[];
  private readonly admins = new Map<number, WorkloadService>();
  private readonly groups = new Map<string, ServiceGroup>();
  private readonly aliases: readonly ExternalAlias[];

  constructor(
    private readonly plan: Plan,
    private readonly mesh: Mesh | undefined,
    isReversed = false,
  ) {
    new ClusterProfile({
      mesh,
      cni: Cni.CILIUM,
      podCidrs: ['10.244.0.0/16'],
      nodeCidrs: ['10.0.0.0/16'],
      monitoring:
        plan.scrapedBy === 'annotations'
          ? Monitoring.annotations({ scraper: SCRAPER })
          : Monitoring.prometheusOperator({ scraper: SCRAPER }),
    }).applyTo(this.app);
    const chart = (namespace: string): Chart => new Chart(this.app, namespace, { namespace });
    this.charts = { shop: chart('shop'), data: chart('data') };
    if (plan.isDenied) new DefaultDenyPolicy(this.charts.shop, 'deny');
    this.made = plan.workloads.map((own, i) => this.make(own, `w${i}`));
    this.aliases = [
      new ExternalAlias(this.charts.shop, 'stripe', { hostname: 'api.stripe.com', port: 443 }),
      new ExternalAlias(this.charts.shop, 'ledger', { addresses: ['203.0.113.7'], port: 5432 }),
      new ExternalAlias(this.charts.data, 'mail', {
        hostname: 'smtp.example.com',
        ports: [{ name: 'smtp', port: 587 }],
      }),
      new ExternalAlias(this.charts.data, 'plain', {
        hostname: 'plain.example.com',
        ports: [{ name: 'http', port: 80 }],
      }),
    ];
    plan.workloads.forEach(({ hasAdmin, ...own }, i) => {
      const made = this.made[i];
      if (!hasAdmin || !speaksHttp(own as Planned) || !('addService' in made)) return;
      this.admins.set(i, made.addService(`w${i}-admin`, { ports: [{ name: 'admin', port: 9000 }] }));
    });
    for (const step of plan.steps) {
      if (step.step === 'group') this.groupOf(step.members);
    }
    for (const step of isReversed ? [...plan.steps].reverse() : plan.steps) this.take(step);
  }

  private make(own: Planned, name: string): Made {
    const { kind, isOutside } = own;
    const chart = this.charts[own.namespace];
    const serviceAccount = own.sharesAccount ? this.accountIn(chart) : undefined;
    const common = { image: IMAGE, mesh: isOutside ? MeshMode.OUTSIDE : undefined, serviceAccount };
    const health = own.hasProbe ? Health.http('/healthz') : undefined;
    const served = { ...common, port: 80, targetPort: 8080, health };
    const metrics = own.hasMetrics ? { port: 9090 } : undefined;
    switch (kind) {
      case 'service':
        return new InternalService(chart, name, { ...served, metrics });
      case 'web':
        return new PublicWebApp(chart, name, { ...served, metrics, exposure: exposureOf(own, name) });
      case 'stateful':
        return new StatefulService(chart, name, { ...served, metrics, replicas: 3 });
      case 'database': {
        const engine = DatabaseEngine.redis('7.4');
        const { mesh } = common;
        return new HeadlessDatabase(chart, name, { engine, storage: Size.gibibytes(1), mesh, serviceAccount });
      }
      case 'worker':
        return new Worker(chart, name, { ...common, metrics });
      case 'agent':
        return new NodeAgent(chart, name, { ...common, metrics });
      case 'task':
        return new Task(chart, name, common);
      case 'scheduled':
        return new ScheduledTask(chart, name, { ...common, schedule: '@daily' });
    }
  }

  private accountIn(chart: Chart): kplus.ServiceAccount {
    const known = this.accounts.get(chart.node.path);
    if (known !== undefined) return known;
    const made = new kplus.ServiceAccount(chart, 'robot', { metadata: { name: 'robot' } });
    this.accounts.set(chart.node.path, made);
    return made;
  }

  private groupOf(members: readonly number[]): ServiceGroup {
    const [first] = members;
    const same = membersOf(this.plan.workloads, { members });
    const key = same.join('-');
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const chart = this.charts[this.plan.workloads[first].namespace];
    const group = new ServiceGroup(chart, `group-${key}`, {
      members: same.map((i) => this.made[i]),
      port: 80,
      targetPort: 8080,
    });
    this.groups.set(key, group);
    return group;
  }

  private take(step: Step): void {
    switch (step.step) {
      case 'connect':
        return this.client(step.from).connectTo(this.made[step.to] as InternalService, {
          ...this.termsOf(step.from),
          ...(step.http === undefined || this.mesh === undefined ? {} : { http: [...REQUESTS[step.http]] }),
        });
      case 'connectAdmin':
        if (this.admins.has(step.to)) {
          this.client(step.from).connectTo(this.admins.get(step.to)!, this.termsOf(step.from));
        }
        return;
      case 'alias':
        return this.client(step.from).connectTo(this.aliases[step.alias]);
      case 'group':
        return this.client(step.from).connectTo(this.groupOf(step.members), this.termsOf(step.from));
      case 'members': {
        const { connections } = this.made[step.of];
        return connections.allowFrom(this.made[step.of], [Port.tcp(7000), Port.udp(7001)]);
      }
      case 'allow': {
        const { connections } = this.made[step.of];
        const [peer, port] = PEERS[step.peer]();
        return step.direction === 'in' ? connections.allowFrom(peer, [port]) : connections.allowTo(peer, [port]);
      }
    }
  }

  private client(i: number): Worker {
    return this.made[i] as Worker;
  }

  private termsOf(from: number): { readonly withoutIdentity?: string } {
    const { workloads, saysWhy } = this.plan;
    return workloads[from].isOutside && saysWhy && this.mesh !== undefined ? { withoutIdentity: 'it is old' } : {};
  }
}

const PEERS: readonly (() => [Peer, Port])[] = [
  () => [Peer.namespace('ops'), Port.tcp(8080)],
  () => [Peer.pods({ namespace: 'ops', labels: { app: 'tool' }, serviceAccount: 'tool' }), Port.tcp(8081)],
  () => [Peer.cidr('192.168.0.0/16', { except: ['192.168.7.0/24'] }), Port.tcp(8080)],
  () => [Peer.anywhere(), Port.tcp(8443)],
  () => [Peer.pods({ namespace: 'ops', labels: { app: 'old' }, mesh: MeshMode.OUTSIDE }), Port.udp(8125)],
  () => [Peer.namespacesLabelled({ team: 'ops' }), Port.tcp(8082)],
];

function exposureOf({ door }: Planned, name: string): Exposure {
  const host = `${name}.example.com`;
  switch (door) {
    case 'loadBalancer':
      return Exposure.loadBalancer();
    case 'office':
      return Exposure.loadBalancer({ sourceRanges: ['203.0.113.0/24'] });
    case 'nodePort':
      return Exposure.nodePort();
    case 'ingress':
      return Exposure.ingress({ className: 'nginx', hosts: [{ host }] });
    case 'gateway':
      return Exposure.gateway({ gateway: 'public', namespace: 'gateways', gatewayClass: 'eg', hostnames: [host] });
    case 'meshedGateway':
      return Exposure.gateway({ gateway: 'public', namespace: 'gateways', gatewayClass: 'istio', hostnames: [host] });
  }
}
