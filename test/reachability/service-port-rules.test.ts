import { analysed, deployment, policy, service } from './analysed';
import { eachPort } from '../../src/reachability/mistaken-port';
import { describeServicePort, ServicePortRule, servicePortRules } from '../../src/reachability/service-port-rules';

const listening = (name: string, ...ports: string[]): string =>
  deployment(name, `{ containers: [{ name: ${name}, ports: [${ports.join(', ')}] }] }`);
const WEB = listening('web', '{ containerPort: 3000 }');
const API = listening('api', '{ containerPort: 8080 }');
const FORWARDING = service('api', '{ selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }');
/** The rule in words, with the ports that belong there. */
const toldOf = (rule: ServicePortRule): string =>
  `${describeServicePort(rule)}: write ${eachPort(rule.targets)
    .map(({ port }) => port)
    .join(' and ')}`;
const found = (...yaml: string[]): string[] => servicePortRules(analysed(yaml.join(''))).map(toldOf);
const opening = (ports: string, selector = '{ matchLabels: { app: api } }'): string =>
  policy('api', `{ podSelector: ${selector}, ingress: [{ ports: [${ports}] }] }`);

describe('a rule with the port of a Service', () => {
  test('on the pods behind it is found, with what to write', () => {
    const rules = servicePortRules(analysed(API + FORWARDING + opening('{ port: 80 }')));
    expect(
      rules.map(({ policy: { id }, direction, rule, port, services, targets }) => ({
        id,
        direction,
        rule,
        port,
        services,
        targets: targets.toString(),
      })),
    ).toEqual([
      {
        id: 'shop/NetworkPolicy/api',
        direction: 'ingress',
        rule: 0,
        port: 80,
        services: ['shop/Service/api'],
        targets: '8080/TCP',
      },
    ]);
    expect(rules.map(toldOf)).toEqual([
      'shop/NetworkPolicy/api ingress[0] opens 80/TCP, which is the port of shop/Service/api; the pods listen on 8080/TCP: write 8080',
    ]);
  });

  test('is found in the rules towards these pods, too, from any namespace', () => {
    const to = (peer: string): string =>
      policy('web', `{ policyTypes: [Egress], egress: [{ to: [${peer}], ports: [{ port: 80 }] }] }`, 'front');
    const text =
      'front/NetworkPolicy/web egress[0] opens 80/TCP, which is the port of shop/Service/api; the pods listen on 8080/TCP: write 8080';
    const shop = 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } }';
    expect(found(API, FORWARDING, to(`{ ${shop}, podSelector: { matchLabels: { app: api } } }`))).toEqual([text]);
    expect(found(API, FORWARDING, to(`{ ${shop} }`))).toEqual([text]);
    expect(found(API, FORWARDING, to('{ podSelector: { matchLabels: { app: api } } }'))).toEqual([]);
  });

  test('is about the port that a name stands for in the pods', () => {
    const named = listening('api', '{ containerPort: 8080, name: http }');
    const forwarding = service('api', '{ selector: { app: api }, ports: [{ port: 80, targetPort: http }] }');
    expect(found(named, forwarding, opening('{ port: 80 }'))).toEqual([
      'shop/NetworkPolicy/api ingress[0] opens 80/TCP, which is the port of shop/Service/api; the pods listen on 8080/TCP: write 8080',
    ]);
    expect(found(named, forwarding, opening('{ port: 80 }, { port: http }'))).toEqual([]);
  });

  test('names all Services whose port it is, and all ports that these mean', () => {
    const other = service('api-v2', '{ selector: { app: api }, ports: [{ port: 80, targetPort: 8081 }] }');
    expect(found(API, FORWARDING, other, opening('{ port: 80 }'))).toEqual([
      'shop/NetworkPolicy/api ingress[0] opens 80/TCP, which is the port of shop/Service/api and shop/Service/api-v2; the pods listen on 8080-8081/TCP: write 8080 and 8081',
    ]);
  });

  test('keeps protocols apart', () => {
    const dns = service('api', '{ selector: { app: api }, ports: [{ port: 53, targetPort: 5353, protocol: UDP }] }');
    expect(found(API, dns, opening('{ port: 53 }'))).toEqual([]);
    expect(found(API, dns, opening('{ port: 53, protocol: UDP }'))).toEqual([
      'shop/NetworkPolicy/api ingress[0] opens 53/UDP, which is the port of shop/Service/api; the pods listen on 5353/UDP: write 5353',
    ]);
  });

  test.each([
    ['the right port is open beside it', [API, FORWARDING, opening('{ port: 80 }, { port: 8080 }')]],
    ['the pods declare it, too', [listening('api', '{ containerPort: 80 }'), FORWARDING, opening('{ port: 80 }')]],
    [
      'another Service forwards to it',
      [
        API,
        FORWARDING,
        service('plain', '{ selector: { app: api }, ports: [{ port: 9, targetPort: 80 }] }'),
        opening('{ port: 80 }'),
      ],
    ],
    [
      'the Service forwards to the same port',
      [listening('api'), service('api', '{ selector: { app: api }, ports: [{ port: 80 }] }'), opening('{ port: 80 }')],
    ],
    ['the Service is of other pods', [API, FORWARDING, WEB, opening('{ port: 80 }', '{ matchLabels: { app: web } }')]],
    [
      'it is for other pods, too, which may listen there',
      [API, FORWARDING, deployment('nginx'), opening('{ port: 80 }', '{}')],
    ],
    ['a range includes it', [API, FORWARDING, opening('{ port: 80, endPort: 90 }')]],
    [
      'it leads out of the cluster',
      [
        API,
        FORWARDING,
        policy(
          'web',
          '{ policyTypes: [Egress], egress: [{ ports: [{ port: 80 }] }, { to: [{ ipBlock: { cidr: 10.0.0.0/8 } }, { podSelector: {} }], ports: [{ port: 80 }] }] }',
        ),
      ],
    ],
  ])('is none if %s', (_, yaml) => {
    expect(found(...yaml)).toEqual([]);
  });

  test('for all pods of a namespace is found if none of them listens there', () => {
    expect(found(API, FORWARDING, WEB, opening('{ port: 80 }', '{}'))).toHaveLength(1);
  });
});
