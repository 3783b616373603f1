import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import {
  AdminPolicies,
  ClusterDefaultDeny,
  ClusterGuardrail,
  ClusterGuardrailProps,
  ClusterProfile,
  ClusterProfileProps,
  Cni,
  Connections,
  ExternalAlias,
  InternalService,
  IsolatedNamespace,
  NetworkPolicyMode,
  NetworkReport,
  Peer,
  Port,
} from '../../src';
import { renderAll } from '../../src/synth/inspection';
import { testApp } from '../manifests';
import { KINDS } from '../network/admin/platform';
import { APPS, errorsOf, IMAGE, warningsOf } from '../promises/synth';

/** Where pods have their addresses from, so that networks and pods are not mistaken for each other. */
const PODS: ClusterProfileProps = { podCidrs: ['10.244.0.0/16'] };

function shop(profile: ClusterProfileProps = PODS, app: App = testApp()): Chart {
  new ClusterProfile(profile).applyTo(app);
  return new Chart(app, 'shop', { namespace: 'shop' });
}

const appOf = (chart: Chart): App => chart.node.root as App;

function service(chart: Chart, id: string): InternalService {
  return new InternalService(chart, id, {
    image: IMAGE,
    ports: [
      { name: 'http', port: 80, targetPort: 8080 },
      { name: 'metrics', port: 9090 },
    ],
  });
}

/** Two services, one of which connects to the other. */
function connected(chart: Chart): { readonly web: InternalService; readonly api: InternalService } {
  const [web, api] = [service(chart, 'web'), service(chart, 'api')];
  web.connectTo(api);
  return { web, api };
}

/** What was not proven, and why. */
const unproven = (chart: Chart): string[] => warningsOf(appOf(chart)).filter((text) => text.includes('not proven'));

const denyMetrics = (guardrail: ClusterGuardrail): void =>
  guardrail.denyFrom(Peer.allPods(), {
    ports: [Port.tcp(9090)],
    except: [Peer.namespace('monitoring')],
    reason: 'metrics are for monitoring alone',
  });

describe.each(APPS)('with %s', (_, make) => {
  test('a declared connection that a guardrail closes fails synth, with the connection, the rule and its reason', () => {
    const chart = shop(PODS, make());
    connected(chart);
    denyMetrics(new ClusterGuardrail(chart, 'company'));
    expect(errorsOf(appOf(chart))).toEqual([
      '[] shop/web: declared connection from shop/Deployment/web to shop/Deployment/api on 9090/TCP: ' +
        'got closed: ingress of shop/Deployment/api is denied by ingress rule 0 of ClusterNetworkPolicy/company, ' +
        '"metrics are for monitoring alone" (ClusterGuardrail "shop/company"); ' +
        'allowed: a connection that the rendered policies let through on both sides. ' +
        'Fix: remove the connection; or let the guardrail except these pods: ' +
        '{ except: [Peer.pods({ namespace: "shop", labels: { "app.kubernetes.io/name": "web" } })] }, ' +
        'or accept it by a rule before that one',
    ]);
  });

  test('so does one that a guardrail of others closes, which this app does not render', () => {
    const chart = shop(PODS, make());
    connected(chart);
    denyMetrics(new ClusterGuardrail(chart, 'company', { appliedBy: 'the platform team' }));
    expect(errorsOf(appOf(chart))).toEqual([
      '[] shop/web: declared connection from shop/Deployment/web to shop/Deployment/api on 9090/TCP: ' +
        'got closed: ingress of shop/Deployment/api is denied by ingress rule 0 of ClusterNetworkPolicy/company, ' +
        '"metrics are for monitoring alone" (ClusterGuardrail "shop/company", applied by the platform team); ' +
        'allowed: a connection that the rendered policies let through on both sides. ' +
        'Fix: remove the connection; or have the platform team except these pods: ' +
        '{ except: [Peer.pods({ namespace: "shop", labels: { "app.kubernetes.io/name": "web" } })] }, ' +
        'or accept it by a rule before that one',
    ]);
  });

  test('what guardrails leave open passes, and what they open needs no word of the app', () => {
    const chart = shop(PODS, make());
    const { web, api } = connected(chart);
    const guardrail = new ClusterGuardrail(chart, 'company');
    guardrail.acceptDns();
    guardrail.denyTo(Peer.cloudMetadata(), { reason: 'credentials of nodes are not for pods' });
    guardrail.acceptFrom(Peer.namespace('monitoring'), {
      ports: [Port.tcp(9100)],
      reason: 'monitoring scrapes every pod',
    });
    guardrail.acceptTo(Peer.cidr('192.0.2.0/24'), { ports: [Port.HTTPS], reason: 'the audit log' });
    web.connections.allowTo(Peer.internet(), [Port.HTTPS]);
    api.connections.allowFrom(Peer.namespace('tools'), [Port.tcp(8080)]);
    expect(errorsOf(appOf(chart))).toEqual([]);
    expect(unproven(chart)).toEqual([]);
  });
});

/** What a platform team publishes. */
class CompanyGuardrails extends ClusterGuardrail {
  constructor(scope: Construct, id: string, props: ClusterGuardrailProps = {}) {
    super(scope, id, { priority: 20, ...props });
    this.acceptDns();
    denyMetrics(this);
  }
}

test('a class of guardrails is rendered by the platform, and held against by the teams', () => {
  const platform = shop();
  new CompanyGuardrails(platform, 'company');
  const rendered = platform.toJson();
  expect(rendered.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
    'ClusterNetworkPolicy/company',
    'ClusterNetworkPolicy/company-2',
    'ClusterNetworkPolicy/company-3',
  ]);

  const team = shop();
  new CompanyGuardrails(team, 'company', { appliedBy: 'the platform team' });
  connected(team);
  expect(renderAll(team).map(({ content }) => (content as { kind: string }).kind)).not.toContain(
    'ClusterNetworkPolicy',
  );
  expect(errorsOf(appOf(team))).toEqual([expect.stringContaining('"metrics are for monitoring alone"')]);
});

test('reports see guardrails of others as well', () => {
  const chart = shop();
  connected(chart);
  expect(NetworkReport.of(appOf(chart)).explain('shop/web', 'shop/api', Port.tcp(9090)).verdict).toBe('allow');
  denyMetrics(new ClusterGuardrail(chart, 'company', { appliedBy: 'the platform team' }));
  expect(NetworkReport.of(appOf(chart)).explain('shop/web', 'shop/api', Port.tcp(9090)).verdict).toBe('deny');
});

describe.each(KINDS)('as %s', (_, profile) => {
  const kinds = { ...PODS, ...profile };

  test('the same rules close the same connection', () => {
    const chart = shop(kinds);
    connected(chart);
    const guardrail = new ClusterGuardrail(chart, 'company');
    guardrail.acceptDns();
    denyMetrics(guardrail);
    expect(errorsOf(appOf(chart))).toEqual([
      expect.stringMatching(/^\[\] shop\/web: .* on 9090\/TCP: got closed: .*"metrics are for monitoring alone"/),
    ]);
  });

  test('what is accepted before a denial stays open', () => {
    const chart = shop(kinds);
    connected(chart);
    const guardrail = new ClusterGuardrail(chart, 'company');
    guardrail.acceptDns();
    guardrail.acceptFrom(Peer.namespace('shop'), { ports: [Port.tcp(9090)], reason: 'the shop looks at itself' });
    denyMetrics(guardrail);
    guardrail.denyTo(Peer.cidr('192.0.2.0/24'), { reason: 'gone' });
    expect(errorsOf(appOf(chart))).toEqual([]);
    expect(unproven(chart)).toEqual([]);
  });

  test('a default denial closes pods without a policy of their own, and leaves the others to theirs', () => {
    const chart = shop(kinds);
    connected(chart);
    const tool = new kplus.Deployment(chart, 'tool', { containers: [{ image: IMAGE, portNumber: 80 }] });
    service(chart, 'client').connections.allowTo(tool, [Port.tcp(80)]);
    new ClusterDefaultDeny(chart, 'closed', { pods: Peer.namespace('shop') });
    const name =
      profile.cni === Cni.OVN_KUBERNETES ? 'BaselineAdminNetworkPolicy/default' : 'ClusterNetworkPolicy/closed';
    expect(errorsOf(appOf(chart))).toEqual([
      expect.stringMatching(
        new RegExp(
          `^\\[\\] shop/client: declared connection .* on 80/TCP: got closed: ingress of shop/Deployment/\\S+ is denied by ingress rule 0 of ${name}, ` +
            '"closed unless a NetworkPolicy isolates the pods" \\(ClusterDefaultDeny "shop/closed"\\); .* Fix: declare it for .*, too: Connections.of\\(workload\\).allowFrom',
        ),
      ),
    ]);
    Connections.of(tool).allowFrom(chart.node.findChild('client') as InternalService, [Port.tcp(80)]);
    expect(errorsOf(appOf(chart))).toEqual([]);
  });
});

describe('declared peers that a guardrail closes', () => {
  const errorsWith = (
    declare: (api: InternalService) => void,
    guard: (guardrail: ClusterGuardrail) => void,
    profile: ClusterProfileProps = PODS,
  ): string[] => {
    const chart = shop(profile);
    declare(service(chart, 'api'));
    guard(new ClusterGuardrail(chart, 'company'));
    return errorsOf(appOf(chart));
  };
  const reason = 'because';

  test('addresses', () => {
    expect(
      errorsWith(
        (api) => api.connections.allowTo(Peer.cloudMetadata()),
        (guardrail) => guardrail.denyTo(Peer.cloudMetadata(), { reason }),
      ),
    ).toEqual([
      "[] shop/api: declared connection from shop/Deployment/api to the cloud's metadata: got closed: " +
        'egress of shop/Deployment/api is denied by egress rule 0 of ClusterNetworkPolicy/company, "because" ' +
        '(ClusterGuardrail "shop/company"); it is closed for ip:169.254.169.254/32 on 80/TCP; ' +
        'allowed: a connection that the rendered policies let through. Fix: remove the connection; or let the guardrail ' +
        'make its rule for other pods: guardrail.pods(…, { except: [Peer.pods({ namespace: "shop", ' +
        'labels: { "app.kubernetes.io/name": "api" } })] }), or accept it by a rule before that one',
    ]);
  });

  test('a part of the addresses', () => {
    expect(
      errorsWith(
        (api) => api.connections.allowTo(Peer.internet(), [Port.HTTPS]),
        (guardrail) => guardrail.denyTo(Peer.cidr('8.8.8.0/24'), { reason }),
      ),
    ).toEqual([expect.stringContaining('it is closed for ip:8.8.8.0/24 on 443/TCP; ')]);
  });

  test('pods that no manifest has, in both directions', () => {
    expect(
      errorsWith(
        (api) => api.connections.allowFrom(Peer.namespace('tools'), [Port.tcp(8080)]),
        (guardrail) => guardrail.denyFrom(Peer.namespace('tools'), { reason }),
      ),
    ).toEqual([
      expect.stringContaining(
        'declared connection to shop/Deployment/api from namespace tools: got closed: ingress of shop/Deployment/api is denied by ' +
          'ingress rule 0 of ClusterNetworkPolicy/company, "because" (ClusterGuardrail "shop/company"); ' +
          'it is closed for pods:kubernetes.io/metadata.name=tools/* on 8080/TCP',
      ),
    ]);
    expect(
      errorsWith(
        (api) => api.connections.allowTo(Peer.pods({ namespace: 'tools', labels: { app: 'x' } }), [Port.tcp(80)]),
        (guardrail) => guardrail.pods(Peer.namespace('shop')).denyTo(Peer.allPods(), { ports: [Port.tcp(80)], reason }),
      ),
    ).toEqual([
      expect.stringContaining(
        'egress of shop/Deployment/api is denied by egress rule 0 of ClusterNetworkPolicy/company',
      ),
    ]);
  });

  test('DNS, unless it is accepted before', () => {
    const air = (guardrail: ClusterGuardrail): void => guardrail.denyTo(Peer.anywhere(), { reason });
    expect(errorsWith(() => undefined, air)).toEqual([
      expect.stringMatching(
        /declared connection from shop\/Deployment\/api to pods .*k8s-app.*kube-dns.*: got closed: .*"because"/,
      ),
    ]);
    expect(
      errorsWith(
        () => undefined,
        (guardrail) => {
          guardrail.acceptDns();
          air(guardrail);
        },
      ),
    ).toEqual([]);
  });

  test('names, which have addresses', () => {
    const chart = shop({ ...PODS, cni: Cni.CILIUM });
    const stripe = new ExternalAlias(chart, 'stripe', { hostname: 'api.stripe.com', port: 443 });
    service(chart, 'api').connectTo(stripe);
    const guardrail = new ClusterGuardrail(chart, 'company');
    guardrail.acceptDns();
    guardrail.denyTo(Peer.anywhere(), { reason });
    expect(errorsOf(appOf(chart))).toEqual([
      expect.stringMatching(
        /^\[\] shop\/api: declared connection from shop\/Deployment\/api to name:api\.stripe\.com, name:stripe\.shop\.svc\.cluster\.local on 443\/TCP: got closed: egress of shop\/Deployment\/api is denied by egress rule 1 of ClusterNetworkPolicy\/company, "because"/,
      ),
    ]);
  });
});

test('that nobody reaches the metadata leaves connections of pods decided, wherever they have their addresses from', () => {
  const chart = shop({});
  connected(chart);
  new ClusterGuardrail(chart, 'company').denyTo(Peer.cloudMetadata(), {
    reason: 'credentials of nodes are not for pods',
  });
  expect(errorsOf(appOf(chart))).toEqual([]);
  expect(unproven(chart)).toEqual([]);
});

test('a workload without a policy of its own is held against guardrails, too', () => {
  const chart = shop();
  const { connections } = new InternalService(chart, 'api', {
    image: IMAGE,
    port: 8080,
    networkPolicy: NetworkPolicyMode.NONE,
  });
  connections.allowTo(Peer.cidr('192.0.2.0/24'), [Port.HTTPS]);
  expect(errorsOf(appOf(chart))).toEqual([]);
  new ClusterGuardrail(chart, 'company').denyTo(Peer.anywhere(), { ports: [Port.HTTPS], reason: 'no egress' });
  expect(errorsOf(appOf(chart))).toEqual([
    expect.stringContaining(
      'declared connection from shop/Deployment/api to cidr 192.0.2.0/24: got closed: egress of shop/Deployment/api is denied by ' +
        'egress rule 0 of ClusterNetworkPolicy/company, "no egress"',
    ),
  ]);
});

test('a policy of administrators that no construct declares is named as well', () => {
  const chart = shop();
  connected(chart);
  new ApiObject(chart, 'by-hand', {
    apiVersion: 'policy.networking.k8s.io/v1alpha1',
    kind: 'AdminNetworkPolicy',
    metadata: { name: 'by-hand' },
    spec: {
      priority: 5,
      subject: { namespaces: {} },
      ingress: [
        { action: 'Deny', from: [{ namespaces: {} }], ports: [{ portNumber: { protocol: 'TCP', port: 8080 } }] },
      ],
    },
  }).addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  expect(errorsOf(appOf(chart))).toEqual([
    '[] shop/web: declared connection from shop/Deployment/web to shop/Deployment/api on 8080/TCP: got closed: ' +
      'ingress of shop/Deployment/api is denied by ingress rule 0 of AdminNetworkPolicy/by-hand; ' +
      'allowed: a connection that the rendered policies let through on both sides. ' +
      'Fix: remove the connection, or change the policy that denies it',
  ]);
});

test('a default denial of others counts for pods that this app leaves without a policy', () => {
  const chart = shop();
  const tool = new kplus.Deployment(chart, 'tool', { containers: [{ image: IMAGE, portNumber: 80 }] });
  service(chart, 'client').connections.allowTo(tool, [Port.tcp(80)]);
  const denial = new ClusterDefaultDeny(chart, 'closed', { appliedBy: 'the platform team' });
  expect(errorsOf(appOf(chart))).toEqual([
    expect.stringContaining('(ClusterDefaultDeny "shop/closed", applied by the platform team)'),
  ]);
  denial.allowFrom(Peer.namespace('shop'), [Port.tcp(80)]);
  expect(errorsOf(appOf(chart))).toEqual([]);
});

describe('what nobody knows is said, with the rule', () => {
  function guarded(profile: ClusterProfileProps): Chart {
    const chart = shop(profile);
    connected(chart);
    new ClusterGuardrail(chart, 'company')
      .pods(Peer.namespacesLabelled({ tier: 'db' }))
      .denyFrom(Peer.allPods(), { reason: 'data are closed' });
    return chart;
  }

  test('the labels of a namespace that others make', () => {
    const chart = guarded(PODS);
    expect(errorsOf(appOf(chart))).toEqual([]);
    expect(unproven(chart)).toEqual([
      expect.stringMatching(
        /^declared connection from shop\/Deployment\/web to shop\/Deployment\/api on 8080\/TCP, 9090\/TCP is not proven: /,
      ),
    ]);
  });

  test('the profile says them', () => {
    const db = guarded({ ...PODS, namespaceLabels: { shop: { tier: 'db' } } });
    expect(errorsOf(appOf(db))).toEqual([expect.stringContaining('"data are closed"')]);
    const web = guarded({ ...PODS, namespaceLabels: { shop: { tier: 'web' } } });
    expect(errorsOf(appOf(web))).toEqual([]);
    expect(unproven(web)).toEqual([]);
  });

  test('a namespace that the app makes has its own', () => {
    const chart = guarded({ ...PODS, namespaceLabels: { shop: { tier: 'web' } } });
    new IsolatedNamespace(new Chart(appOf(chart), 'namespaces'), 'shop', { labels: { tier: 'db' } });
    expect(errorsOf(appOf(chart))).toEqual([expect.stringContaining('"data are closed"')]);
  });
});

describe('more than was declared', () => {
  const policy = (chart: Chart, tier: string, rules: object): void => {
    new ApiObject(chart, `${tier}-policy`, {
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      metadata: { name: 'by-hand' },
      spec: { tier, priority: 5, subject: { namespaces: {} }, ...rules },
    }).addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  };

  test('is what a policy of administrators opens that no construct declares: to pods, to others, to addresses', () => {
    const chart = shop();
    const web = service(chart, 'web');
    const api = service(chart, 'api');
    web.connectTo(api, { ports: ['http'] });
    policy(chart, 'Admin', {
      ingress: [
        {
          name: 'x',
          action: 'Accept',
          from: [{ namespaces: {} }],
          protocols: [{ tcp: { destinationPort: { number: 7 } } }],
        },
      ],
      egress: [{ name: 'y', action: 'Accept', to: [{ networks: ['192.0.2.0/24'] }] }],
    });
    const errors = errorsOf(appOf(chart));
    expect(errors).toContainEqual(
      expect.stringMatching(
        /^\[\] shop\/api: undeclared connections to shop\/Deployment\/api: got pods:\*\/\* on 7\/TCP, opened by ingress rule 0 of ClusterNetworkPolicy\/by-hand;/,
      ),
    );
    expect(errors).toContainEqual(
      expect.stringMatching(
        /^\[\] shop\/web: undeclared connections from shop\/Deployment\/web: got ip:192\.0\.2\.0\/24 on all, opened by egress rule 0 of ClusterNetworkPolicy\/by-hand;/,
      ),
    );
  });

  test('is no more of the app where a guardrail says it, on either side', () => {
    const chart = shop();
    const api = service(chart, 'api');
    const scraper = service(new Chart(appOf(chart), 'monitoring', { namespace: 'monitoring' }), 'scraper');
    scraper.connections.allowTo(Peer.allPods(), [Port.tcp(9090)]);
    expect(errorsOf(appOf(chart))).toEqual([]);
    const guardrail = new ClusterGuardrail(chart, 'company');
    guardrail.acceptFrom(Peer.namespace('monitoring'), {
      ports: [Port.tcp(9090)],
      reason: 'monitoring scrapes every pod',
    });
    expect(NetworkReport.of(appOf(chart)).explain('monitoring/scraper', 'shop/api', Port.tcp(9090)).verdict).toBe(
      'allow',
    );
    expect(errorsOf(appOf(chart))).toEqual([]);
    expect(api.name).toBe('api');
  });

  test('is what a patch adds to a guardrail', () => {
    const chart = shop();
    service(chart, 'api');
    const guardrail = new ClusterGuardrail(chart, 'company');
    guardrail.acceptFrom(Peer.namespace('a'), { ports: [Port.tcp(9090)], reason: 'a' });
    expect(errorsOf(appOf(chart))).toEqual([]);
    const object = guardrail.node.children.find((child) => ApiObject.isApiObject(child)) as ApiObject;
    object.addJsonPatch(JsonPatch.replace('/spec/ingress/0/from', [{ namespaces: {} }]));
    expect(errorsOf(appOf(chart))).toEqual([
      expect.stringMatching(
        /undeclared connections to shop\/Deployment\/api: got pods:\*\/\* on 9090\/TCP, opened by ingress rule 0 of ClusterNetworkPolicy\/company/,
      ),
    ]);
  });

  test('is what somebody opens before a default denial', () => {
    const chart = shop();
    new kplus.Deployment(chart, 'tool', { containers: [{ image: IMAGE, portNumber: 80 }] });
    const closed = new ClusterDefaultDeny(chart, 'closed');
    closed.allowFrom(Peer.namespace('tools'), [Port.tcp(80)]);
    closed.allowTo(Peer.cidr('192.0.2.0/24'), [Port.HTTPS]);
    expect(errorsOf(appOf(chart))).toEqual([]);
    policy(chart, 'Baseline', {
      egress: [{ name: 'x', action: 'Accept', to: [{ networks: ['198.51.100.0/24'] }] }],
    });
    expect(errorsOf(appOf(chart))).toEqual([
      expect.stringMatching(
        /undeclared connections from shop\/Deployment\/\S+: got ip:198\.51\.100\.0\/24 on all, opened by egress rule 0 of ClusterNetworkPolicy\/by-hand/,
      ),
    ]);
  });
});

test('a workload that a default denial closes is said to be so', () => {
  const chart = shop();
  new kplus.Deployment(chart, 'tool', { containers: [{ image: IMAGE, portNumber: 80 }] });
  new ClusterDefaultDeny(chart, 'closed');
  expect(errorsOf(appOf(chart))).toEqual([]);
  expect(warningsOf(appOf(chart))).toContainEqual(
    expect.stringMatching(
      /has no Connections .*: ClusterDefaultDeny "shop\/closed" closes it, but for what it leaves open, and for what comes from outside of the cluster/,
    ),
  );
});

test('a guardrail without rules is said to be none', () => {
  const chart = shop();
  new ClusterGuardrail(chart, 'company');
  service(chart, 'api');
  expect(errorsOf(appOf(chart))).toEqual([]);
  expect(warningsOf(appOf(chart))).toContain(
    'it has no rule, and so it is no policy: say what it denies or accepts, or leave it out [guardrail-empty]',
  );
});

describe('guardrails of one cluster', () => {
  const reason = 'because';

  test('of one priority that decide differently are refused', () => {
    const chart = shop();
    new ClusterGuardrail(chart, 'a').acceptFrom(Peer.namespace('a'), { ports: [Port.HTTP], reason });
    const second = new ClusterGuardrail(chart, 'b');
    second.denyFrom(Peer.namespace('b'), { reason });
    expect(errorsOf(appOf(chart))).toEqual([
      '[] shop/b: priority of "b": got 50, which "a" of ClusterGuardrail "shop/a" has as well; allowed: another one: of policies of ' +
        'equal priority, one that accepts and one that denies, nobody says which is asked first. Fix: write for example { priority: 51 }',
    ]);
  });

  test('that do the same may have one priority', () => {
    const chart = shop();
    new ClusterGuardrail(chart, 'a').denyFrom(Peer.namespace('a'), { reason });
    new ClusterGuardrail(chart, 'b').denyFrom(Peer.namespace('b'), { reason });
    expect(errorsOf(appOf(chart))).toEqual([]);
  });

  test('that are rendered here and applied elsewhere say the same', () => {
    const chart = shop();
    new ClusterGuardrail(chart, 'a', { name: 'company' }).denyFrom(Peer.namespace('a'), { reason });
    const other = new ClusterGuardrail(chart, 'b', { name: 'company', appliedBy: 'the platform team' });
    other.denyFrom(Peer.namespace('a'), { reason });
    expect(errorsOf(appOf(chart))).toEqual([]);
    other.denyFrom(Peer.namespace('b'), { reason });
    expect(errorsOf(appOf(chart))).toEqual([
      expect.stringMatching(
        /^\[\] shop\/b: policy "company" that the platform team applies: got another content than "shop\/a\/Policy" renders;/,
      ),
    ]);
  });

  test('are none of another cluster', () => {
    const app = testApp();
    const [east, west] = ['east', 'west'].map((name) => {
      const chart = new Chart(app, name, { namespace: 'shop' });
      new ClusterProfile({ ...PODS, name }).applyTo(chart);
      return chart;
    });
    connected(east);
    denyMetrics(new ClusterGuardrail(west, 'company', { appliedBy: 'the platform team' }));
    expect(errorsOf(app)).toEqual([]);
  });
});

test('profiles of one cluster tell their kinds of policies apart', () => {
  const [a, b] = [AdminPolicies.v1alpha2(), AdminPolicies.v1alpha1()].map(
    (adminPolicies) => new ClusterProfile({ adminPolicies }),
  );
  const app = testApp();
  const [first, second] = ['first', 'second'].map((id) => new Chart(app, id));
  a.applyTo(first);
  b.applyTo(second);
  expect(ClusterProfile._isSameCluster(first, second)).toBe(false);
});
