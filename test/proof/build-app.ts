import * as fs from 'fs';
import * as path from 'path';
import { ApiObject, App, Chart, Include, JsonPatch, Yaml } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Places } from './declared';
import { IMAGE, Made, makeWorkload, OfPackage } from './make-workload';
import { idOf } from './objects';
import { asL1Rules, editPolicy, editWorkload, rawRule } from './patches';
import { AppPlan, Call, Change, EndPlan, isTarget, portsOfCall, RulePlan, Step, Way, WorkloadPlan } from './plan';
import { wordOf } from './said';
import { Namespace, NAME_LABEL, NAMESPACES, podsNamed, PORTS, Raw, rawPorts } from './vocabulary';
import {
  ClusterProfile,
  Connections,
  DefaultDenyPolicy,
  InternalService,
  Peer,
  PolicyDirection,
  ServiceApp,
} from '../../src';

/** An app that is made from its plan step by step. */
export class BuiltApp implements Places {
  public readonly app: App;
  public readonly made: readonly Made[];
  private readonly charts: Record<Namespace, Chart>;
  private readonly patched = new Set<ApiObject>();
  private count = 0;

  /**
   * @param plan what the app is
   * @param scratch a folder for the files that are included
   */
  constructor(
    private readonly plan: AppPlan,
    private readonly scratch: string,
  ) {
    this.app = plan.appClass === 'App' ? new App() : new ServiceApp();
    const podCidrs = plan.podCidrs.length > 0 ? [...plan.podCidrs] : undefined;
    new ClusterProfile({ podCidrs, metricsScraper: Peer.namespace('monitoring') }).applyTo(this.app);
    const charts = NAMESPACES.map((namespace) => [namespace, new Chart(this.app, namespace, { namespace })]);
    this.charts = Object.fromEntries(charts) as Record<Namespace, Chart>;
    this.made = plan.workloads.map((workload) => makeWorkload(this.charts[workload.namespace], workload));
    for (const step of plan.steps) this.take(step);
    // Whoever was not told anything is isolated all the same.
    plan.workloads.forEach(({ kind }, i) => {
      if (kind.startsWith('adopted')) this.connectionsOf(i);
    });
  }

  public take(step: Step): void {
    if ('call' in step) this.call(step);
    else this.change(step);
  }

  public workloadOf(i: number): string | undefined {
    return this.idNow(this.made[i].pods);
  }

  public policyOf(i: number): string | undefined {
    return this.idNow(this.ownPolicy(i));
  }

  public serviceOf(i: number): string | undefined {
    return this.idNow(this.made[i].service);
  }

  private idNow(object: ApiObject | undefined): string | undefined {
    if (object === undefined || !this.app.node.findAll().includes(object)) return undefined;
    // Only a patch changes what an object is called, or a Job's own hash.
    return idOf(this.patched.has(object) || object.kind === 'Job' ? object.toJson() : object);
  }

  private patch(object: ApiObject | undefined): ApiObject | undefined {
    if (object !== undefined) this.patched.add(object);
    return object;
  }

  private ownPolicy(i: number): ApiObject | undefined {
    return this.made[i].self.node.tryFindChild('NetworkPolicy') as ApiObject | undefined;
  }

  private connectionsOf(i: number): Connections {
    const { self } = this.made[i];
    return self instanceof kplus.AbstractPod ? Connections.of(self) : self.connections;
  }

  private call(call: Call): void {
    const { self } = this.made[call.who];
    const end = this.endOf(call.end);
    if (call.call === 'connectTo') {
      (self as OfPackage).connectTo(end as InternalService);
      return;
    }
    const connections = this.connectionsOf(call.who);
    const ports = portsOfCall(this.plan, call).map((name) => PORTS[name].make());
    if (call.call === 'accept') connections.accept(end, ports, { reason: 'others own it' });
    else connections[call.call](end, call.ports === undefined && this.hasModel(call) ? undefined : ports);
  }

  /** Whether the ports may be left out. */
  private hasModel({ call, who, end }: Call): boolean {
    const { workloads } = this.plan;
    return call === 'allowFrom' ? isTarget(workloads[who]) : 'workload' in end && isTarget(workloads[end.workload]);
  }

  private endOf(end: EndPlan): Peer | OfPackage | kplus.AbstractPod {
    return 'workload' in end ? this.made[end.workload].self : wordOf(end).make();
  }

  private change(change: Change): void {
    switch (change.change) {
      case 'patchPolicy':
        return editPolicy(this.patch(this.ownPolicy(change.of)), change.edit);
      case 'patchWorkload':
        if (change.edit.edit !== 'remove') {
          return editWorkload(this.patch(this.made[change.of].pods)!, this.plan.workloads[change.of], change.edit);
        }
        return this.remove(change.of);
      case 'patchService':
        return this.patch(this.made[change.of].service)?.addJsonPatch(JsonPatch.add('/spec/selector', change.selector));
      case 'addPolicy': {
        const { namespace, selector: podSelector, types: policyTypes } = change;
        const ingress = change.ingress?.map((rule) => rawRule('ingress', rule));
        const egress = change.egress?.map((rule) => rawRule('egress', rule));
        return this.addPolicy(change.way, namespace, { podSelector, policyTypes, ingress, egress });
      }
      case 'addWorkload':
        return this.add(change.way, 'shop', workloadObject(change));
      case 'addNamespace': {
        const labels = change.team === undefined ? undefined : { team: change.team };
        return this.add('construct', change.name, {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: change.name, labels },
        });
      }
      case 'defaultDeny': {
        const directions = change.directions.map((d) =>
          d === 'ingress' ? PolicyDirection.INGRESS : PolicyDirection.EGRESS,
        );
        const chart = this.charts[change.namespace];
        new DefaultDenyPolicy(chart, `deny-${this.count++}`, { directions, allowDns: change.dns });
        return;
      }
      case 'open':
        return this.open(change);
    }
  }

  /** Takes what renders the pods out of the app. */
  private remove(i: number): void {
    const { self, pods } = this.made[i];
    const removed = self instanceof kplus.AbstractPod ? self : pods.node.scope!;
    removed.node.scope!.node.tryRemoveChild(removed.node.id);
  }

  /** Writes by hand what a call of `allowFrom` or `allowTo` would open. */
  private open({ way, who, direction, end, ports, bothSides }: Extract<Change, { change: 'open' }>): void {
    const own = this.plan.workloads[who];
    const rule = (name: string, namespace: Namespace): RulePlan => ({
      peers: podsNamed(name, namespace).raw,
      ports: rawPorts(ports),
    });
    const write = ({ name, namespace }: WorkloadPlan, towards: 'ingress' | 'egress', opening: RulePlan): void =>
      this.addPolicy(way, namespace, {
        podSelector: { matchLabels: { [NAME_LABEL]: name } },
        policyTypes: [towards === 'ingress' ? 'Ingress' : 'Egress'],
        [towards]: [rawRule(towards, opening)],
      });
    if (!('workload' in end)) {
      write(own, direction, { peers: wordOf(end).raw, ports: rawPorts(ports) });
      return;
    }
    const other = this.plan.workloads[end.workload];
    write(own, direction, rule(other.name, other.namespace));
    const opposite = direction === 'ingress' ? 'egress' : 'ingress';
    if (bothSides) write(other, opposite, rule(own.name, own.namespace));
  }

  private addPolicy(way: Way, namespace: Namespace, spec: Raw): void {
    const metadata = { name: `extra-${this.count++}`, namespace };
    this.add(way, namespace, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec });
  }

  private add(way: Way, chart: Namespace, object: Raw): void {
    const scope = this.charts[chart];
    const id = `extra-object-${this.count++}`;
    if (way === 'include') {
      const url = path.join(this.scratch, `${id}.yaml`);
      fs.writeFileSync(url, Yaml.stringify(object));
      new Include(scope, id, { url });
    } else if (way === 'construct' && object.kind === 'NetworkPolicy') {
      const { metadata, spec } = object;
      new kplus.k8s.KubeNetworkPolicy(scope, id, { metadata, spec: { ...spec, ...asL1Rules(spec) } });
    } else {
      new ApiObject(scope, id, object);
    }
  }
}

function workloadObject({ kind, namespace, name, labels }: Extract<Change, { change: 'addWorkload' }>): Raw {
  const spec = { containers: [{ name: 'main', image: IMAGE, ports: [{ name: 'admin', containerPort: 9090 }] }] };
  if (kind === 'Pod') return { apiVersion: 'v1', kind, metadata: { name, namespace, labels }, spec };
  const template = { metadata: { labels }, spec };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name, namespace },
    spec: { selector: { matchLabels: labels }, template },
  };
}
