import { Namespace, PeerName, PortName, Raw } from './vocabulary';

/** What workloads are: constructs of this package, and workloads of cdk8s-plus with and without `Connections`. */
export type Kind =
  | 'service'
  | 'worker'
  | 'database'
  | 'web'
  | 'stateful'
  | 'task'
  | 'scheduled'
  | 'agent'
  | 'adopted'
  | 'adoptedPod'
  | 'plain';

export interface WorkloadPlan {
  readonly name: string;
  readonly kind: Kind;
  readonly namespace: Namespace;
  readonly isolated: boolean;
  /** Of a web app: everybody, or the clients of one network. */
  readonly exposedTo: 'anywhere' | 'office';
  readonly metrics: boolean;
}

/** The other end of a call: a workload by its number, a peer, or pods by the name of a workload. */
export type EndPlan =
  | { readonly workload: number }
  | { readonly peer: PeerName }
  | { readonly named: string; readonly namespace?: Namespace };

/** A call of a workload's connections, or `connectTo`. */
export interface Call {
  readonly call: 'connectTo' | 'allowFrom' | 'allowTo' | 'accept';
  readonly who: number;
  readonly end: EndPlan;
  /** None: those of the port model. */
  readonly ports?: readonly PortName[];
}

/** A rule of a policy, without the word `from` or `to`. */
export interface RulePlan {
  /** Nothing for everybody. */
  readonly peers?: readonly Raw[];
  readonly ports?: readonly Raw[];
}

export type Direction = 'ingress' | 'egress';

/** What a patch does to the policy that a workload owns. */
export type PolicyEdit =
  | { readonly edit: 'rules'; readonly direction: Direction; readonly rules: readonly RulePlan[] }
  | { readonly edit: 'add'; readonly direction: Direction; readonly rule: RulePlan }
  | { readonly edit: 'remove'; readonly direction: Direction; readonly at: number }
  | { readonly edit: 'ports'; readonly direction: Direction; readonly at: number; readonly ports?: readonly Raw[] }
  | { readonly edit: 'peers'; readonly direction: Direction; readonly at: number; readonly peers?: readonly Raw[] }
  | { readonly edit: 'podSelector'; readonly selector: Raw }
  | { readonly edit: 'policyTypes'; readonly types: readonly string[] }
  | { readonly edit: 'namespace'; readonly namespace: Namespace }
  | { readonly edit: 'name'; readonly name: string };

/** What a patch does to a workload. */
export type WorkloadEdit =
  | { readonly edit: 'name'; readonly name: string }
  | { readonly edit: 'namespace'; readonly namespace: Namespace }
  | { readonly edit: 'label'; readonly label: string }
  | { readonly edit: 'hostNetwork' }
  /** It is no longer rendered. */
  | { readonly edit: 'remove' }
  | { readonly edit: 'portName'; readonly name: string };

/** How an object comes into the app. */
export type Way = 'construct' | 'manifest' | 'include';

/** Something that happens to an app beside the calls. */
export type Change =
  | { readonly change: 'patchPolicy'; readonly of: number; readonly edit: PolicyEdit }
  | { readonly change: 'patchWorkload'; readonly of: number; readonly edit: WorkloadEdit }
  | { readonly change: 'patchService'; readonly of: number; readonly selector: Raw }
  | {
      readonly change: 'addPolicy';
      readonly way: Way;
      readonly namespace: Namespace;
      readonly selector: Raw;
      readonly types?: readonly string[];
      readonly ingress?: readonly RulePlan[];
      readonly egress?: readonly RulePlan[];
    }
  | {
      readonly change: 'addWorkload';
      readonly way: Way;
      readonly kind: 'Deployment' | 'Pod';
      readonly namespace: string;
      readonly labels: Raw;
      readonly name: string;
    }
  | { readonly change: 'addNamespace'; readonly name: Namespace; readonly team?: string }
  | {
      readonly change: 'defaultDeny';
      readonly namespace: Namespace;
      readonly directions: readonly Direction[];
      readonly dns: boolean;
    }
  | {
      /** A hand-written policy that opens one end to a workload, as a declaration might. */
      readonly change: 'open';
      readonly way: Way;
      readonly who: number;
      readonly direction: Direction;
      readonly end: EndPlan;
      readonly ports: readonly PortName[];
      /** Between two workloads: whether the other side is opened, too. */
      readonly bothSides: boolean;
    };

export type Step = Call | Change;

export interface AppPlan {
  readonly appClass: 'App' | 'ServiceApp';
  readonly podCidrs: readonly string[];
  readonly workloads: readonly WorkloadPlan[];
  /** What happens before the first synth, and what happens between that and a second one in the same turn. */
  readonly steps: readonly Step[];
  readonly later: readonly Step[];
}

/** Whether `connections` can be asked of it; the workloads of cdk8s-plus that nobody adopts have none. */
export function hasConnections({ kind }: WorkloadPlan): boolean {
  return kind !== 'plain';
}

/** Whether others may `connectTo` it. */
export function isTarget({ kind }: WorkloadPlan): boolean {
  return ['service', 'web', 'database', 'stateful'].includes(kind);
}

/** Whether it is a construct of this package. */
export function isOfPackage({ kind }: WorkloadPlan): boolean {
  return isTarget({ kind } as WorkloadPlan) || ['worker', 'task', 'scheduled', 'agent'].includes(kind);
}

/** Whether it has a policy of its own. */
export function isIsolated({ kind, isolated }: WorkloadPlan): boolean {
  return kind !== 'plain' && (isolated || kind === 'adopted' || kind === 'adoptedPod');
}

/** The ports of a workload's port model, which count where a call names none. */
export function modelPorts({ kind }: WorkloadPlan): readonly PortName[] {
  if (kind === 'database') return ['redis'];
  return ['service', 'web', 'stateful'].includes(kind) ? ['http'] : [];
}

/** The ports that a call is about. */
export function portsOfCall({ workloads }: AppPlan, { call, who, end, ports }: Call): readonly PortName[] {
  if (call !== 'connectTo' && ports !== undefined) return ports;
  const other = 'workload' in end ? modelPorts(workloads[end.workload]) : [];
  const model = call === 'allowFrom' ? modelPorts(workloads[who]) : other;
  return model.length > 0 ? model : ['http'];
}
