import { reachText } from './reports';
import { Flow } from '../../src/reachability/flow';
import { formatFlow } from '../../src/render/flow-text';

const FLOW: Flow = {
  from: { kind: 'workload', id: 'shop/Deployment/web' },
  to: { kind: 'workload', id: 'shop/Deployment/api' },
  ports: [{ protocol: 'TCP', port: 8080, endPort: 8080 }],
  verdict: 'allow',
  only: ['HTTP GET /health', 'HTTP POST /|orders'],
  because: [{ direction: 'ingress', policy: 'shop/CiliumNetworkPolicy/api', rule: 0, path: 'specs[1].ingress[0]' }],
};

function render(format: string, flow: Flow = FLOW): string {
  return reachText(format, [flow]);
}

describe('a connection for a part of layer 7 alone is never shown as a plain allow', () => {
  test('in the table', () => {
    expect(render('table')).toContain('8080/TCP  allow (only HTTP GET /health, HTTP POST /|orders)\n');
  });

  test('in Markdown, where nothing of it is markup', () => {
    expect(render('md')).toContain('| allow (only HTTP GET /health, HTTP POST /\\|orders) |\n');
  });

  test('in CSV, in a column of its own', () => {
    expect(render('csv').split('\n')[1]).toEqual(
      'shop/Deployment/web,shop/Deployment/api,,8080/TCP,allow,,' +
        'shop/CiliumNetworkPolicy/api specs[1].ingress[0],,,,HTTP GET /health; HTTP POST /|orders',
    );
  });

  test('in JSON, as a field', () => {
    expect(JSON.parse(render('json'))).toMatchObject({
      flows: [{ verdict: 'allow', only: ['HTTP GET /health', 'HTTP POST /|orders'] }],
    });
  });

  test('in Mermaid', () => {
    expect(render('mermaid')).toContain('-->|"8080/TCP<br/>only HTTP GET /health, HTTP POST /#124;orders"|');
  });

  test('in dot', () => {
    expect(render('dot')).toContain('[label="8080/TCP\\nonly HTTP GET /health, HTTP POST /|orders"]');
  });

  test('in one line', () => {
    expect(formatFlow(FLOW)).toEqual(
      'shop/Deployment/web -> shop/Deployment/api on 8080/TCP, only HTTP GET /health, HTTP POST /|orders ' +
        '(shop/CiliumNetworkPolicy/api specs[1].ingress[0])',
    );
  });
});

test('a long list is cut where the cell must stay narrow, and says how much is missing', () => {
  const only = ['HTTP GET /a', 'HTTP GET /b', 'HTTP GET /c', 'HTTP GET /d', 'HTTP GET /e'];
  expect(render('table', { ...FLOW, only })).toContain('allow (only HTTP GET /a, HTTP GET /b, HTTP GET /c and 2 more)');
  expect(render('md', { ...FLOW, only })).toContain(`allow (only ${only.join(', ')})`);
});

test('what a rule says breaks no line', () => {
  expect(render('table', { ...FLOW, only: ['HTTP GET /a\nb'] })).toContain('allow (only HTTP GET /a b)\n');
});
