import { traefikHosts } from '../../src/topology/traefik-hosts';

describe('the hosts of a rule of Traefik', () => {
  test.each([
    ['Host(`a.example.com`)', ['a.example.com']],
    ['Host(`A.example.com`, "b.example.com")', ['a.example.com', 'b.example.com']],
    ['Host(`a.example.com`) && (PathPrefix(`/x`) || PathPrefix(`/y`))', ['a.example.com']],
    ['(Host(`b.example.com`) || Host(`a.example.com`)) && PathPrefix(`/`)', ['a.example.com', 'b.example.com']],
    ['HostSNI(`a.example.com`)', ['a.example.com']],
    ['Host(`a.example.com`) && !PathPrefix(`/x`)', ['a.example.com']],
    ['Host(`a`) && Host(`a`, `b`)', ['a']],
  ])('%s', (match, hosts) => {
    expect(traefikHosts(match)).toEqual(hosts);
  });

  test.each([
    '',
    'PathPrefix(`/`)',
    'HostSNI(`*`)',
    'HostRegexp(`.+`)',
    '!Host(`a.example.com`)',
    'Host(`a.example.com`) || PathPrefix(`/x`)',
    'Host(`a.example.com`',
    'Host(`a.example.com`) Host(`b`)',
    'Host(a.example.com)',
    'Host()',
    `${'('.repeat(10_000)}Host(\`a\`)${')'.repeat(10_000)}`,
  ])('are any, or cannot be told: %.40s', (match) => {
    expect(traefikHosts(match)).toEqual([]);
  });
});
