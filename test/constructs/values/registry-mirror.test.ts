import { RegistryMirror } from '../../../src';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const located = (mirror: RegistryMirror, image: string): string => mirror._locate('test', image);

describe('one place for all registries', () => {
  const mirror = RegistryMirror.ofAll('registry.acme.example/mirror');

  test.each([
    ['nginx:1.27.3', 'registry.acme.example/mirror/library/nginx:1.27.3'],
    ['nginx', 'registry.acme.example/mirror/library/nginx'],
    ['docker.io/nginx:1.27.3', 'registry.acme.example/mirror/library/nginx:1.27.3'],
    ['index.docker.io/library/nginx:1.27.3', 'registry.acme.example/mirror/library/nginx:1.27.3'],
    ['grafana/grafana:11.0.0', 'registry.acme.example/mirror/grafana/grafana:11.0.0'],
    ['ghcr.io/acme/api:1.4.2', 'registry.acme.example/mirror/acme/api:1.4.2'],
    [`quay.io/acme/api@${DIGEST}`, `registry.acme.example/mirror/acme/api@${DIGEST}`],
    [`quay.io/acme/api:1.4.2@${DIGEST}`, `registry.acme.example/mirror/acme/api:1.4.2@${DIGEST}`],
    ['localhost:5000/api:1.4.2', 'registry.acme.example/mirror/api:1.4.2'],
  ])('%s is pulled from %s', (image, from) => {
    expect(located(mirror, image)).toBe(from);
  });

  test.each(['registry.acme.example/mirror/acme/api:1.4.2', 'registry.acme.example/shop/api:1.4.2'])(
    '%s is in that registry already',
    (image) => {
      expect(located(mirror, image)).toBe(image);
    },
  );

  test('another port is another registry', () => {
    expect(located(mirror, 'registry.acme.example:8443/shop/api:1.4.2')).toBe(
      'registry.acme.example/mirror/shop/api:1.4.2',
    );
  });

  test('may be a registry without a folder', () => {
    expect(located(RegistryMirror.ofAll('localhost:5001'), 'nginx:1.27.3')).toBe('localhost:5001/library/nginx:1.27.3');
  });
});

describe('a place for each registry', () => {
  const mirror = RegistryMirror.of({
    'docker.io': '111122223333.dkr.ecr.eu-central-1.amazonaws.com/docker-hub',
    'ghcr.io': '111122223333.dkr.ecr.eu-central-1.amazonaws.com/github',
  });

  test.each([
    ['redis:7.4', '111122223333.dkr.ecr.eu-central-1.amazonaws.com/docker-hub/library/redis:7.4'],
    ['ghcr.io/acme/api:1.4.2', '111122223333.dkr.ecr.eu-central-1.amazonaws.com/github/acme/api:1.4.2'],
  ])('%s is pulled from %s', (image, from) => {
    expect(located(mirror, image)).toBe(from);
  });

  test.each([
    'quay.io/acme/api:1.4.2',
    '111122223333.dkr.ecr.eu-central-1.amazonaws.com/api:1.4.2',
    'constructor.example/a:1',
  ])('%s is pulled from where it is', (image) => {
    expect(located(mirror, image)).toBe(image);
  });
});
