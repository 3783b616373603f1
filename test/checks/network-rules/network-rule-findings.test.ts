import { denials, deployment, namespace, networkFindings, policy } from './network-findings';

const IN = (selectors: string, ports = '[{ port: 5432 }]'): string => `[{ from: [${selectors}], ports: ${ports} }]`;
const OF = (name: string): string => `{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: ${name} } } }`;
const POD = (labels: string): string => `{ podSelector: { matchLabels: { ${labels} } } }`;

const CLIENTS = deployment('payments/ledger') + deployment('shop/web');
const DB = deployment('shop/db');
const NOTHING_BUT_PAYMENTS = `
- allow: { from: payments/*, to: shop/Deployment/db, ports: [5432] }
  reason: the ledger is kept there
- deny: { from: '*', to: shop/Deployment/db }
  reason: nothing but payments reaches the database
`;

describe('nothing but payments/* reaches db', () => {
  test('where only payments is let in, nothing is found', () => {
    const closed = policy('shop/db', 'app: db', { ingress: IN(OF('payments')) });
    expect(denials(CLIENTS + DB + closed, NOTHING_BUT_PAYMENTS)).toEqual([]);
  });

  test('somebody else is found, with the rule of the policy that lets it in, and what to do', () => {
    const input = DB + policy('shop/db', 'app: db', { ingress: IN(`${OF('payments')}, ${POD('app: web')}`) }) + CLIENTS;
    const [finding, ...others] = networkFindings(input, `version: 1\nrules:${NOTHING_BUT_PAYMENTS}`);
    expect(others).toEqual([]);
    expect(finding).toEqual({
      rule: expect.objectContaining({ id: 'network-rule' }) as unknown,
      severity: 'error',
      object: 'shop/Deployment/web',
      source: 'test.yaml',
      line: 17,
      detail: '73b09efa3e63 to shop/Deployment/db on 5432/TCP',
      message:
        'shop/Deployment/web may reach shop/Deployment/db on 5432/TCP, which rule 2 denies: nothing but payments reaches the database',
      fix: 'narrow shop/NetworkPolicy/db ingress[0]; if it is meant, write an allow rule before rule 2 (rules.yaml:5)',
      from: 'shop/Deployment/web',
      to: 'shop/Deployment/db',
      ports: ['5432/TCP'],
      fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    });
  });

  test('a database that no policy isolates is open to everybody: pods, addresses, and payments on other ports', () => {
    expect(denials(CLIENTS + DB, NOTHING_BUT_PAYMENTS)).toEqual([
      'payments/Deployment/ledger may reach shop/Deployment/db on 1-5431/TCP, 5433-65535/TCP, all/UDP, all/SCTP, which rule 2 denies: nothing but payments reaches the database',
      'shop/Deployment/db may reach shop/Deployment/db on all ports, which rule 2 denies: nothing but payments reaches the database',
      'shop/Deployment/db: ip:0.0.0.0/0, ip:::/0 may reach it on all ports, which rule 2 denies: nothing but payments reaches the database',
      'shop/Deployment/web may reach shop/Deployment/db on all ports, which rule 2 denies: nothing but payments reaches the database',
    ]);
  });

  test('a namespace that the input does not have is allowed by its name, and another one is not', () => {
    const open = policy('shop/db', 'app: db', { ingress: IN(`${OF('payments')}, ${OF('tools')}`) });
    expect(denials(DB + open, NOTHING_BUT_PAYMENTS)).toEqual([
      'shop/Deployment/db: pods:tools/* may reach it on 5432/TCP, which rule 2 denies: nothing but payments reaches the database',
    ]);
  });

  test('of several namespaces in one peer each is judged by itself', () => {
    const several = `{ namespaceSelector: { matchExpressions: [{ key: kubernetes.io/metadata.name, operator: In, values: [payments, tools] }] } }`;
    const open = policy('shop/db', 'app: db', { ingress: IN(several) });
    expect(denials(DB + open, NOTHING_BUT_PAYMENTS.replace('payments/*', '[payments/*, tools/*]'))).toEqual([]);
    expect(denials(DB + open, NOTHING_BUT_PAYMENTS)).toEqual([
      'shop/Deployment/db: pods:kubernetes.io/metadata.name in (payments,tools)/* may reach it on 5432/TCP, which rule 2 denies: nothing but payments reaches the database',
    ]);
  });

  test('pods that may be those of an allowed workload, which the input does not have, are a warning', () => {
    const rules = NOTHING_BUT_PAYMENTS.replace('payments/*', 'payments/Deployment/ledger');
    const open = policy('shop/db', 'app: db', {
      ingress: IN(
        `{ ...x, podSelector: { matchLabels: { app: ledger } } }`.replace('...x', OF('payments').slice(2, -2)),
      ),
    });
    expect(denials(DB + open, rules)).toEqual([
      '? shop/Deployment/db: pods:payments/app=ledger may perhaps reach it on 5432/TCP (the manifests do not tell whether these are among those that the rules name), which rule 2 denies: nothing but payments reaches the database',
    ]);
  });
});

describe('nobody reaches the internet but …', () => {
  const RULES = `
- allow: { from: payments/Deployment/ledger, to: [internet], ports: [443] }
  reason: the bank is there
- deny: { from: '*', to: internet }
  reason: nobody reaches the internet but the ledger
`;
  const to = (peer: string, port = '443'): string => `[{ to: [${peer}], ports: [{ port: ${port} }] }]`;
  const sends = (egress: string): string => deployment('shop/web') + policy('shop/web', 'app: web', { egress });

  test('the one that is named is not found, on its port', () => {
    const ledger = (port: string): string =>
      deployment('payments/ledger') +
      policy('payments/ledger', 'app: ledger', { egress: to('{ ipBlock: { cidr: 0.0.0.0/0 } }', port) });
    expect(denials(ledger('443'), RULES)).toEqual([]);
    expect(denials(ledger('80'), RULES)).toEqual([
      'payments/Deployment/ledger may reach ip:0.0.0.0/0 on 80/TCP, which rule 2 denies: nobody reaches the internet but the ledger',
    ]);
  });

  test.each([
    ['everything', '{ ipBlock: { cidr: 0.0.0.0/0 } }', 'ip:0.0.0.0/0'],
    ['everything of IPv6', '{ ipBlock: { cidr: "::/0" } }', 'ip:::/0'],
    ['a public network', '{ ipBlock: { cidr: 203.0.113.0/24 } }', 'ip:203.0.113.0/24'],
    ['the public part of a network', '{ ipBlock: { cidr: 172.0.0.0/8 } }', 'ip:172.0.0.0/8 except 172.16.0.0/12'],
  ])('%s is the internet', (_, peer, end) => {
    expect(denials(sends(to(peer)), RULES)).toEqual([
      `shop/Deployment/web may reach ${end} on 443/TCP, which rule 2 denies: nobody reaches the internet but the ledger`,
    ]);
  });

  test.each(['10.0.0.0/8', '192.168.7.0/24', '169.254.169.254/32', '168.63.129.16/32', 'fd00::/8'])(
    '%s is not the internet',
    (cidr) => {
      expect(denials(sends(to(`{ ipBlock: { cidr: "${cidr}" } }`)), RULES)).toEqual([]);
    },
  );

  const cilium = (egress: string): string => `${deployment('shop/web')}---
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec: { endpointSelector: { matchLabels: { app: web } }, ingress: [{}], egress: [${egress}] }
`;
  const on443 = 'toPorts: [{ ports: [{ port: "443", protocol: TCP }] }]';

  test('names are of the internet, unless no public DNS server has them; those of clouds may be private', () => {
    const names = ['api.stripe.com', 'db.corp.internal', 'db.c9abc.eu-west-1.rds.amazonaws.com'];
    const input = cilium(`{ toFQDNs: [${names.map((name) => `{ matchName: ${name} }`).join(', ')}], ${on443} }`);
    expect(denials(input, RULES)).toEqual([
      '? shop/Deployment/web may perhaps reach name:db.c9abc.eu-west-1.rds.amazonaws.com on 443/TCP (the manifests do not tell whether these are among those that the rules name), which rule 2 denies: nobody reaches the internet but the ledger',
      'shop/Deployment/web may reach name:api.stripe.com on 443/TCP, which rule 2 denies: nobody reaches the internet but the ledger',
    ]);
  });

  test('the entity world is the internet, and entities of the cluster are not', () => {
    expect(denials(cilium(`{ toEntities: [world], ${on443} }`), RULES)).toEqual([
      'shop/Deployment/web may reach ip:0.0.0.0/0, ip:::/0 on 443/TCP, which rule 2 denies: nobody reaches the internet but the ledger',
    ]);
    expect(denials(cilium(`{ toEntities: [kube-apiserver, host], ${on443} }`), RULES)).toEqual([]);
  });

  test('what is open for a part of HTTP alone is told with it', () => {
    const http = `{ toEntities: [world-ipv4], toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: GET, path: /health }] } }] }`;
    expect(denials(cilium(http), RULES)).toEqual([
      'shop/Deployment/web may reach ip:0.0.0.0/0 on 80/TCP (only HTTP GET /health), which rule 2 denies: nobody reaches the internet but the ledger',
    ]);
  });
});

describe('from the internet', () => {
  const RULES = `
- deny: { from: internet, to: shop/* }
  reason: the shop has no way in
`;
  const WEB = `${deployment('shop/web')}---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;

  test('load balancers are ways in, and so are routes', () => {
    expect(denials(WEB, RULES)).toEqual([
      'shop/Deployment/web: the internet may reach it on 8080/TCP by shop/Service/web, which rule 1 denies: the shop has no way in',
    ]);
  });

  test('addresses that a policy lets in are no way in', () => {
    const open = policy('shop/web', 'app: web', { ingress: '[{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }]' });
    expect(denials(deployment('shop/web') + open, RULES)).toEqual([]);
    expect(denials(deployment('shop/web') + open, RULES.replace('internet', 'ip:0.0.0.0/0'))).toEqual([
      'shop/Deployment/web: ip:0.0.0.0/0 may reach it on all ports, which rule 1 denies: the shop has no way in',
    ]);
  });

  test('a load balancer for a few networks is for these alone', () => {
    const few = WEB.replace(
      'selector: { app: web }, ports',
      'externalTrafficPolicy: Local, loadBalancerSourceRanges: [198.18.0.0/24], selector: { app: web }, ports',
    );
    const office = `
- allow: { from: 'ip:198.18.0.0/24', to: shop/web }
  reason: the office
${RULES}`;
    expect(denials(few, office)).toEqual([]);
    expect(denials(WEB, office)).toEqual([
      'shop/Deployment/web: the internet may reach it on 8080/TCP by shop/Service/web, which rule 2 denies: the shop has no way in',
    ]);
  });
});

describe('addresses', () => {
  const METADATA = `
- deny: { from: '*', to: 'ip:169.254.169.254' }
  reason: credentials of nodes are not for pods
`;
  const sends = (block: string): string =>
    deployment('shop/web') +
    policy('shop/web', 'app: web', { egress: `[{ to: [{ ipBlock: ${block} }], ports: [{ port: 80 }] }]` });

  test('a rule for one address is about a flow to all of them, and names that one', () => {
    expect(denials(sends('{ cidr: 0.0.0.0/0 }'), METADATA)).toEqual([
      'shop/Deployment/web may reach ip:169.254.169.254/32 on 80/TCP, which rule 1 denies: credentials of nodes are not for pods',
    ]);
  });

  test('an address that is taken out is not open', () => {
    expect(denials(sends('{ cidr: 0.0.0.0/0, except: [169.254.0.0/16] }'), METADATA)).toEqual([]);
  });

  test('what an earlier rule allows is cut out, and the rest is denied', () => {
    const rules = `
- allow: { from: shop/web, to: 'ip:10.1.0.0/16' }
  reason: the office
- deny: { from: shop/*, to: 'ip:10.0.0.0/8' }
  reason: the other networks are none of ours
`;
    expect(denials(sends('{ cidr: 10.1.2.0/24 }'), rules)).toEqual([]);
    expect(denials(sends('{ cidr: 10.0.0.0/8 }'), rules)).toEqual([
      'shop/Deployment/web may reach ip:10.0.0.0/8 except 10.1.0.0/16 on 80/TCP, which rule 2 denies: the other networks are none of ours',
    ]);
  });

  test('a name is held against what is open to all of the internet, and against names', () => {
    const rules = `
- deny: { from: '*', to: 'name:pastebin.com' }
  reason: nothing is published
`;
    expect(denials(sends('{ cidr: 0.0.0.0/0 }'), rules)).toEqual([
      'shop/Deployment/web may reach ip:0.0.0.0/0 on 80/TCP, which rule 1 denies: nothing is published',
    ]);
    expect(denials(sends('{ cidr: 203.0.113.0/24 }'), rules)).toEqual([]);
  });
});

describe('ports', () => {
  const open = deployment('shop/web') + deployment('shop/api') + policy('shop/api', 'app: api', { ingress: '[{}]' });
  const rule = (ports: string): string => `
- deny: { from: shop/web, to: shop/api, ports: ${ports} }
  reason: closed
`;

  test.each([
    ['[8080]', '8080/TCP'],
    ['[1-442, 444-65535, 53/UDP]', '1-442/TCP, 444-65535/TCP, 53/UDP'],
    ['[all/UDP]', 'all/UDP'],
    ['[all]', 'all ports'],
    ['["22", 22/sctp]', '22/TCP, 22/SCTP'],
    ['[http]', '8080/TCP'],
  ])('%s are %s', (ports, shown) => {
    expect(denials(open, rule(ports))).toEqual([
      `shop/Deployment/web may reach shop/Deployment/api on ${shown}, which rule 1 denies: closed`,
    ]);
  });

  test('the first rule that matches a port decides it, and the others are for the next rules', () => {
    const rules = `
- deny: { from: shop/web, to: shop/api, ports: [1-8079] }
  reason: first
- allow: { from: shop/*, to: shop/api, ports: [8080] }
  reason: second
- deny: { from: '*', to: shop/api, ports: [8000-8090] }
  reason: third
`;
    expect(denials(open, rules).filter((text) => text.startsWith('shop/Deployment/web'))).toEqual([
      'shop/Deployment/web may reach shop/Deployment/api on 1-8079/TCP, which rule 1 denies: first',
      'shop/Deployment/web may reach shop/Deployment/api on 8081-8090/TCP, which rule 3 denies: third',
    ]);
  });
});

describe('labels', () => {
  const input = (labels: string): string =>
    deployment('web/front', 'app: front, tier: front') + deployment('web/back') + deployment('shop/api') + labels;
  const rule = (from: string): string => `
- deny: { from: ${from}, to: shop/api, ports: [8080] }
  reason: closed
`;
  const FRONT = '{ namespaces: { team: web }, pods: { tier: front } }';

  test('those of a declared namespace and of the pods decide', () => {
    const denied = ['web/Deployment/front may reach shop/Deployment/api on 8080/TCP, which rule 1 denies: closed'];
    expect(denials(input(namespace('web', 'team: web')), rule(FRONT))).toEqual(denied);
    expect(denials(input(namespace('web', 'team: shop')), rule(FRONT))).toEqual([
      '? shop/Deployment/api: pods:*/* may perhaps reach it on 8080/TCP (those among them that the rule names, if there are any), which rule 1 denies: closed',
    ]);
  });

  test('expressions are read as policies have them', () => {
    const from = '{ pods: { matchExpressions: [{ key: tier, operator: In, values: [front, edge] }] } }';
    expect(denials(input(''), rule(from))).toEqual([
      'web/Deployment/front may reach shop/Deployment/api on 8080/TCP, which rule 1 denies: closed',
    ]);
  });

  test('of a namespace that nobody declares they are not known', () => {
    expect(denials(input(''), rule(FRONT))).toEqual([
      '? web/Deployment/front may perhaps reach shop/Deployment/api on 8080/TCP (the manifests do not tell whether these are among those that the rules name), which rule 1 denies: closed',
    ]);
  });

  test('a label that each pod has with its own value is of some of them', () => {
    const sets = deployment('shop/db', 'app: db').replace('kind: Deployment', 'kind: StatefulSet');
    const from = '{ pods: { statefulset.kubernetes.io/pod-name: db-0 } }';
    expect(denials(input('') + sets, rule(from))).toEqual([
      'shop/StatefulSet/db may reach shop/Deployment/api on 8080/TCP, which rule 1 denies: closed',
    ]);
  });
});

describe('what nobody knows', () => {
  test('an undefined verdict is a warning with its reason', () => {
    const host = deployment('shop/agent', 'app: agent', ', hostNetwork: true');
    const rules = `
- deny: { from: shop/agent, to: shop/db, ports: [5432] }
  reason: closed
`;
    const closed = policy('shop/db', 'app: db', { ingress: IN(POD('app: agent')) });
    expect(denials(host + DB + closed, rules)).toEqual([
      '? shop/Deployment/agent may perhaps reach shop/Deployment/db on 5432/TCP (pods on the host network have the address of their node; how policies treat them is left to the network plugin), which rule 1 denies: closed',
    ]);
  });

  test('an undefined connection that is allowed is told by no later rule', () => {
    const host = deployment('shop/agent', 'app: agent', ', hostNetwork: true');
    expect(
      denials(
        host + DB + policy('shop/db', 'app: db'),
        `
- allow: { from: shop/agent, to: shop/db }
  reason: open
- deny: { from: shop/*, to: shop/db }
  reason: closed
`,
      ),
    ).toEqual([]);
  });

  test('a pod reaches itself, whatever rules say', () => {
    const pod = `---
apiVersion: v1
kind: Pod
metadata: { name: one, namespace: shop, labels: { app: one } }
spec: { containers: [{ name: main, image: 'main:1' }] }
`;
    expect(
      denials(
        pod,
        `
- deny: { from: shop/one, to: shop/one }
  reason: closed
`,
      ),
    ).toEqual([]);
  });

  test('what no rule matches is not judged', () => {
    expect(
      denials(
        CLIENTS + DB,
        `
- deny: { from: tools/*, to: payments/*, ports: [22] }
  reason: closed
`,
      ),
    ).toEqual([
      '? payments/Deployment/ledger: pods:*/* may perhaps reach it on 22/TCP (those among them that the rule names, if there are any), which rule 1 denies: closed',
    ]);
  });
});
