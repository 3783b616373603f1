import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import {
  addressesEnd,
  addressSetOf,
  ANY_POD,
  End,
  endKey,
  endText,
  exceptOf,
  formatEnd,
  formatNarrowEnd,
  formOf,
  INTERNET,
  isAnyPod,
  isSpelled,
  nameEnd,
  partsOf,
  podsEnd,
  sameEnd,
  workloadEnd,
} from '../../src/reachability/end';

const DNS = podsEnd('kubernetes.io/metadata.name=kube-system', 'k8s-app=kube-dns');
const except = ['10.1.0.0/16', '10.2.0.0/16', '10.3.0.0/16'];
const NETWORK = addressesEnd({ cidr: '10.0.0.0/8', except });

describe('an end', () => {
  test.each<[End, string, string, string]>([
    [workloadEnd('shop/Deployment/web'), 'shop/Deployment/web', 'shop/Deployment/web', 'shop/Deployment/web'],
    [
      NETWORK,
      'ip:10.0.0.0/8',
      'ip:10.0.0.0/8 except 10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16',
      'ip:10.0.0.0/8 except 3 networks',
    ],
    [
      DNS,
      'pods:kubernetes.io/metadata.name=kube-system/k8s-app=kube-dns',
      'pods:kube-system/k8s-app=kube-dns',
      'pods:kube-system/k8s-app=kube-dns',
    ],
    [ANY_POD, 'pods:*/*', 'pods:*/*', 'pods:*/*'],
    [nameEnd('api.example.com'), 'name:api.example.com', 'name:api.example.com', 'name:api.example.com'],
    [INTERNET, 'internet', 'internet', 'internet'],
  ])('%j is %s for programs, and shorter for people', (end, text, long, narrow) => {
    expect([endText(end), formatEnd(end), formatNarrowEnd(end)]).toEqual([text, long, narrow]);
    expect(isSpelled(end, text)).toEqual(true);
    expect(isSpelled(end, `${text}x`)).toEqual(false);
  });

  test('two exceptions still fit into a narrow cell', () => {
    const end = addressesEnd({ cidr: '10.0.0.0/8', except: except.slice(0, 2) });
    expect(formatNarrowEnd(end)).toEqual('ip:10.0.0.0/8 except 10.1.0.0/16, 10.2.0.0/16');
  });

  test('is asked for by its short form, too', () => {
    expect(isSpelled(DNS, 'pods:kube-system/k8s-app=kube-dns')).toEqual(true);
  });

  test('is the same as one that says the same', () => {
    expect(sameEnd(DNS, { ...DNS })).toEqual(true);
    expect(sameEnd(NETWORK, { ...NETWORK, except: [...except] })).toEqual(true);
    expect(sameEnd(NETWORK, { ...NETWORK, except: [] })).toEqual(false);
    expect(sameEnd(INTERNET, workloadEnd('internet'))).toEqual(false);
    expect(endKey(NETWORK)).toEqual('ip:10.0.0.0/8 10.1.0.0/16 10.2.0.0/16 10.3.0.0/16');
    expect(endKey(nameEnd('api.example.com'))).toEqual('name:api.example.com');
  });

  test('that is a network has addresses, and exceptions that others have not', () => {
    expect([addressSetOf(NETWORK).has('10.4.0.1'), addressSetOf(NETWORK).has('10.1.0.1')]).toEqual([true, false]);
    expect([exceptOf(NETWORK), exceptOf(DNS)]).toEqual([except, []]);
  });

  test('is every pod where both selectors select all', () => {
    expect([ANY_POD, podsEnd('*', 'app=web'), podsEnd('a=b', '*'), INTERNET].map(isAnyPod)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  test('that is a workload has a namespace, a kind and a name', () => {
    expect(partsOf(workloadEnd('shop/Deployment/web'))).toEqual({ namespace: 'shop', kind: 'Deployment', name: 'web' });
    expect(partsOf(workloadEnd('shop/Deployment/web/blue')).name).toEqual('web/blue');
  });

  test('of pods outside of the input has their selectors', () => {
    expect(podsEnd('team=ops', 'app=tool')).toEqual({ kind: 'pods', namespaces: 'team=ops', pods: 'app=tool' });
  });
});

test.each([
  ['internet', { kind: 'internet' }],
  ['ip:10.0.0.0/8', { kind: 'addresses', spelled: '10.0.0.0/8' }],
  ['pods:', { kind: 'pods', selectors: '' }],
  ['pods:ops/app=tool', { kind: 'pods', selectors: 'ops/app=tool' }],
  ['name:api.example.com', { kind: 'name', name: 'api.example.com' }],
  ['shop/web', { kind: 'workload', spelled: 'shop/web' }],
  ['Internet', { kind: 'workload', spelled: 'Internet' }],
])('the text %s has the form %j', (text, form) => {
  expect(formOf(text)).toEqual(form);
});

test('no other file writes ends or takes them apart', () => {
  const src = join(__dirname, '../../src');
  const offenders = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && file !== join('reachability', 'end.ts'))
    .filter((file) => {
      const code = readFileSync(join(src, file), 'utf8').replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
      return /(['"`])(ip|pods|name):(?!\s)/.test(code.replace(/allowed: [^'"`\n]*/g, ''));
    });
  expect(offenders).toEqual([]);
});
