import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  ClusterProfile,
  Connections,
  DefaultDenyPolicy,
  InternalService,
  NetworkPolicyMode,
  PolicyDirection,
  Port,
  Worker,
} from '../../src';
import { render, shopChart, testApp } from '../manifests';

const IMAGE = 'ghcr.io/acme/app:1.0.0';

function client(chart: Chart, networkPolicy?: NetworkPolicyMode): Worker {
  return new Worker(chart, 'client', { image: IMAGE, networkPolicy });
}

function server(chart: Chart, networkPolicy?: NetworkPolicyMode): InternalService {
  return new InternalService(chart, 'server', { image: IMAGE, port: 80, targetPort: 8080, networkPolicy });
}

/** What synth says is wrong, without cdk8s's heading. */
function synthErrors(app: App): string[] {
  try {
    app.synthYaml();
    return [];
  } catch (error) {
    const [, ...errors] = (error as Error).message.split('\n').map((line) => line.trim());
    return errors;
  }
}

const FIX =
  'Fix: let the closed side have a policy of its own (NetworkPolicyMode.ISOLATED; Connections.of(workload) for ' +
  'workloads of cdk8s-plus), or add the rule to the policy that isolates it';

describe('synth proves each declared connection', () => {
  test('and says nothing where they are open', () => {
    const chart = shopChart();
    client(chart).connectTo(server(chart));
    new DefaultDenyPolicy(chart, 'default-deny');
    expect(synthErrors(App.of(chart))).toEqual([]);
  });

  test('and fails where a default deny closes a client that has no policy of its own', () => {
    const chart = shopChart();
    client(chart, NetworkPolicyMode.NONE).connectTo(server(chart));
    new DefaultDenyPolicy(chart, 'default-deny');
    expect(synthErrors(App.of(chart))).toEqual([
      '[] shop/client: declared connection from shop/Deployment/client to shop/Deployment/server on 8080/TCP: got ' +
        'closed: egress of shop/Deployment/client is isolated by shop/NetworkPolicy/default-deny without a rule for it; ' +
        `allowed: a connection that the rendered policies let through on both sides. ${FIX}`,
    ]);
  });

  test('and fails where a default deny of ingress closes a server that has no policy of its own', () => {
    const chart = shopChart();
    client(chart).connectTo(server(chart, NetworkPolicyMode.NONE));
    new DefaultDenyPolicy(chart, 'deny-ingress', { directions: [PolicyDirection.INGRESS] });
    expect(synthErrors(App.of(chart))).toEqual([
      '[] shop/client: declared connection from shop/Deployment/client to shop/Deployment/server on 8080/TCP: got ' +
        'closed: ingress of shop/Deployment/server is isolated by shop/NetworkPolicy/deny-ingress without a rule for ' +
        `it; allowed: a connection that the rendered policies let through on both sides. ${FIX}`,
    ]);
  });

  test('and names both sides where both are closed', () => {
    const chart = shopChart();
    client(chart, NetworkPolicyMode.NONE).connectTo(server(chart, NetworkPolicyMode.NONE));
    new DefaultDenyPolicy(chart, 'default-deny');
    expect(synthErrors(App.of(chart))[0]).toContain(
      'egress of shop/Deployment/client is isolated by shop/NetworkPolicy/default-deny without a rule for it; ' +
        'ingress of shop/Deployment/server is isolated by shop/NetworkPolicy/default-deny without a rule for it',
    );
  });

  test('and counts hand-written policies, which can open what is closed', () => {
    const chart = shopChart();
    client(chart, NetworkPolicyMode.NONE).connectTo(server(chart));
    new DefaultDenyPolicy(chart, 'default-deny');
    new kplus.k8s.KubeNetworkPolicy(chart, 'by-hand', {
      metadata: { name: 'by-hand' },
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } },
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: {} }] }],
      },
    });
    expect(synthErrors(App.of(chart))).toEqual([]);
  });

  test('and sees a patch that breaks a policy of ours', () => {
    const chart = shopChart();
    const api = server(chart);
    client(chart).connectTo(api);
    const policy = api.node.findChild('NetworkPolicy') as kplus.k8s.KubeNetworkPolicy;
    policy.addJsonPatch(JsonPatch.replace('/spec/ingress/0/ports/0/port', { value: 80 }));
    expect(synthErrors(App.of(chart))[0]).toContain(
      'ingress of shop/Deployment/server is isolated by shop/NetworkPolicy/server without a rule for it',
    );
  });

  test('and fails for a cdk8s-plus peer that a default deny closes, until it has connections of its own', () => {
    const closed = shopChart();
    const legacy = deployment(closed);
    server(closed).connections.allowFrom(legacy);
    new DefaultDenyPolicy(closed, 'default-deny');
    expect(synthErrors(App.of(closed))[0]).toContain(
      'egress of shop/Deployment/legacy is isolated by shop/NetworkPolicy/default-deny without a rule for it',
    );

    const open = shopChart();
    const adopted = deployment(open);
    Connections.of(adopted);
    server(open).connections.allowFrom(adopted);
    new DefaultDenyPolicy(open, 'default-deny');
    expect(synthErrors(App.of(open))).toEqual([]);
  });

  test('for both directions of a pair, and for siblings', () => {
    const chart = shopChart();
    const a = new InternalService(chart, 'a', { image: IMAGE, port: 80 });
    const b = new InternalService(chart, 'b', { image: IMAGE, port: 80 });
    a.connectTo(b);
    b.connectTo(a);
    a.connectTo(a);
    expect(synthErrors(App.of(chart))).toEqual([]);
  });

  test('for named ports, looked up in the pods', () => {
    const chart = shopChart();
    const api = new InternalService(chart, 'api', {
      image: IMAGE,
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    });
    client(chart).connections.allowTo(api, [Port.named('http')]);
    expect(synthErrors(App.of(chart))).toEqual([]);
  });

  test('within one cluster: the policies of another one do not count', () => {
    const app = testApp();
    for (const cluster of ['east', 'west']) {
      const chart = new Chart(app, cluster, { namespace: 'shop' });
      new ClusterProfile({ name: cluster }).applyTo(chart);
      client(chart, cluster === 'east' ? NetworkPolicyMode.NONE : undefined).connectTo(server(chart));
      if (cluster === 'west') new DefaultDenyPolicy(chart, 'default-deny');
    }
    expect(synthErrors(app)).toEqual([]);
  });

  test('anew after a change in the same turn', () => {
    const chart = shopChart();
    client(chart, NetworkPolicyMode.NONE).connectTo(server(chart));
    expect(render(chart).length).toBeGreaterThan(0);
    new DefaultDenyPolicy(chart, 'default-deny');
    expect(() => Testing.synth(chart)).toThrow('declared connection from shop/Deployment/client');
  });
});

function deployment(chart: Chart): kplus.Deployment {
  return new kplus.Deployment(chart, 'legacy', {
    metadata: { name: 'legacy' },
    containers: [{ image: IMAGE, portNumber: 8080 }],
  });
}
