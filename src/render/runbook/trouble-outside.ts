import { RunbookFacts, ServiceFacts } from './facts';
import { code, codes, few } from './page';
import { portsOf } from './ports-of';
import { isHostName, shellWord } from './shell-text';
import { Step } from './step';
import { JudgedWay } from '../../reachability/judged-ways';

/** What can be wrong between the outside of the cluster and a Service, by how it is exposed. */
export function troubleOutside(facts: ServiceFacts, runbook: RunbookFacts): Step[] {
  return [...headless(facts), ...loadBalancer(facts), ...nodePort(facts), ...routes(facts, runbook), ...local(facts)];
}

function step(title: string, text: string, commands: readonly string[] = [], points: readonly string[] = []): Step {
  return { title, text, commands, points };
}

function headless(facts: ServiceFacts): Step[] {
  if (facts.kind !== 'headless') return [];
  const other = portsOf(facts).filter(({ port, target }) => target !== undefined && target !== port.port);
  const ports = other.map(
    ({ port, target }) =>
      `Clients connect to ${code(String(target))}, not to ${code(String(port.port))}: without an address of its own a Service translates no port.`,
  );
  return [
    step(
      'All clients on one pod, or on a pod that is gone.',
      'Nobody spreads connections here: clients take one of the addresses that DNS answers with, and keep it as long as they like. A client that remembers addresses must ask again when a pod is replaced.',
      [],
      ports,
    ),
  ];
}

/** `-n shop`, and the name. */
function named({ service }: ServiceFacts): string {
  return `${shellWord(service.name)} -n ${shellWord(service.namespace)}`;
}

function loadBalancer(facts: ServiceFacts): Step[] {
  const { kind, service, spec } = facts;
  if (kind !== 'LoadBalancer') return [];
  const loadBalancerClass = spec.get('loadBalancerClass').text();
  const points = [
    loadBalancerClass === undefined
      ? 'Nobody makes load balancers: the cluster has no cloud provider (`kubectl get nodes` shows no `EXTERNAL-IP`, `spec.providerID` is empty), or its controller asks for a `loadBalancerClass`, which this Service does not have.'
      : `Its \`loadBalancerClass\` is ${code(loadBalancerClass)}: only the controller of that class makes it, which must be installed.`,
    'The events of the Service say what the provider refuses: quota, subnets, annotations that it does not know, addresses that are used up.',
    ...(service.sourceRanges.length === 0
      ? []
      : [
          `It lets in ${few(service.sourceRanges.map(code), 4)} alone (\`loadBalancerSourceRanges\`): is the client among them?`,
        ]),
    ...annotationKeys(facts),
    ...(service.isInternal ? ['Its annotations make it internal: it is reached from the private network alone.'] : []),
    ...localTraffic(facts),
  ];
  const [port] = portsOf(facts);
  const call = port === undefined ? [] : [callFromOutside('EXTERNAL_IP', port.port.port, port.spoken)];
  return [
    step(
      'No external address, or it does not answer.',
      '`EXTERNAL-IP` stays `<pending>`, or connections to it time out.',
      [
        `kubectl get service ${named(facts)} -o wide --watch`,
        `kubectl describe service ${named(facts)}`,
        'kubectl get nodes -o wide',
        "kubectl get nodes -o jsonpath='{.items[*].spec.providerID}'",
        ...call,
      ],
      points,
    ),
  ];
}

/** Their values are nobody's business here. */
function annotationKeys({ object }: ServiceFacts): string[] {
  const keys = (object?.root.get('metadata', 'annotations').entries() ?? [])
    .map(([key]) => key)
    .filter((key) => /load-?balancer|kubernetes\.io\/(aws|azure|do|oci)|cloud\.google\.com|metallb/i.test(key));
  return keys.length === 0 ? [] : [`What these annotations ask for is up to the provider: ${few(keys.map(code), 6)}.`];
}

function nodePort(facts: ServiceFacts): Step[] {
  const { kind, service } = facts;
  if (kind !== 'NodePort') return [];
  const [port] = portsOf(facts);
  const number = port?.port.nodePort;
  const points = [
    number === undefined
      ? 'The manifest leaves the node port to the API server: the command shows which one it chose.'
      : `The node port is ${code(String(number))}; API servers take 30000-32767 unless they are told otherwise, and refuse a port that another Service has.`,
    'Any node will do, at an address that the client reaches: `INTERNAL-IP` from within the network, `EXTERNAL-IP` from without. Firewalls and security groups of the nodes must let the port in.',
    ...localTraffic(facts),
  ];
  return [
    step(
      'The node port does not answer.',
      'The Service answers inside the cluster, and not at the nodes.',
      [
        `kubectl get service ${named(facts)} -o jsonpath='{.spec.ports[*].nodePort}'`,
        'kubectl get nodes -o wide',
        callFromOutside('NODE_ADDRESS', number ?? 'NODE_PORT', port?.spoken ?? 'other'),
        ...(service.selector === undefined ? [] : ['kubectl logs -n kube-system -l k8s-app=kube-proxy --tail=50']),
      ],
      points,
    ),
  ];
}

function localTraffic({ service, spec }: ServiceFacts): string[] {
  if (service.externalTrafficPolicy !== 'Local') return [];
  const check = spec.get('healthCheckNodePort').number();
  return [
    `\`externalTrafficPolicy: Local\`: only nodes that run a ready pod of it answer${check === undefined ? '' : `, which their health check on port ${check} says`}. Compare the nodes of the pods (\`-o wide\`) with the node that was asked.`,
  ];
}

function callFromOutside(host: string, port: number | string, spoken: string): string {
  if (spoken === 'http' || spoken === 'https') return `curl -v -m 5 ${spoken}://${host}:${port}/`;
  return `nc -zv -w 5 ${host} ${port}`;
}

function routes(facts: ServiceFacts, { input }: RunbookFacts): Step[] {
  const begin = `${facts.service.id}:`;
  const found = new Map<string, JudgedWay>();
  for (const { position } of facts.backends.slice(0, 20)) {
    for (const judged of input.analysis.judgedWays[position]) {
      const { way } = judged;
      if (way.through === 'controller' && way.service?.startsWith(begin) === true) found.set(way.id, judged);
    }
  }
  const ways = [...found.values()].map(({ way }) => way).slice(0, 5);
  if (ways.length === 0) return [];
  const commands = ways.flatMap(({ id, hosts }) => {
    const [namespace, kind, ...name] = id.split('/');
    const object = input.object(id);
    const group = object === undefined || object.group === '' ? '' : `.${object.group}`;
    const call = hosts
      .slice(0, 2)
      .map((host) => host.replace(/^\*\./, 'www.'))
      .filter(isHostName);
    const isSecure =
      (object?.root.get('spec', 'tls').items().length ?? 0) > 0 ||
      object?.root.get('spec', 'tls', 'termination').text() !== undefined;
    return [
      `kubectl describe ${shellWord(`${kind.split('.')[0].toLowerCase()}${group}`)} ${shellWord(name.join('/'))} -n ${shellWord(namespace)}`,
      ...call.map((host) => `curl -v -m 5 ${isSecure ? 'https' : 'http'}://${host}/`),
    ];
  });
  return [
    step(
      'A route does not lead here.',
      `${few(
        ways.map(({ id }) => code(id)),
        5,
      )}: what the controller answers says where it ends.`,
      commands,
      [
        '404 of the controller: no rule for this host and path, or the route has another class (`ingressClassName`, `parentRefs`) than the controller.',
        '502: the pod closed the connection, or speaks another protocol than the route says. 503: no ready pod. 504, or nothing: a policy closes the pods to the controller.',
        `No answer at all: the name of the host must lead to the controller's own load balancer (${code('nslookup')} outside of the cluster), which is a Service of its own.`,
      ],
    ),
  ];
}

/** Clusters on one's own machine have no cloud, and another network around the nodes. */
function local(facts: ServiceFacts): Step[] {
  const { kind, service } = facts;
  const ports = portsOf(facts);
  const where = `-n ${shellWord(service.namespace)}`;
  if (kind === 'NodePort') {
    const numbers = ports.flatMap(({ port }) => (port.nodePort === undefined ? [] : [port.nodePort]));
    const mapping = numbers.length === 0 ? 'a node port that the manifest names' : codes(numbers.map(String));
    return [
      step(
        'On minikube and kind.',
        `minikube says at which address it is. The nodes of kind are containers: ${mapping} is reached if the cluster was made with \`extraPortMappings\` for it, else by \`kubectl port-forward\`.`,
        [`minikube service ${shellWord(service.name)} ${where} --url`],
      ),
    ];
  }
  if (kind === 'LoadBalancer') {
    return [
      step(
        'On minikube and kind.',
        'Neither has a cloud: the address stays `<pending>` until something gives one out. On kind that is `cloud-provider-kind` (or MetalLB); else use `kubectl port-forward`.',
        ['# Leave it running; it asks for the password of the administrator', 'minikube tunnel'],
      ),
    ];
  }
  return [];
}
