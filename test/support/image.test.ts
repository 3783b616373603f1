import { parseImage } from '../../src/support/image';

const SHA256 = `sha256:${'0123456789abcdef'.repeat(4)}`;
const SHA512 = `sha512:${'0123456789abcdef'.repeat(8)}`;

test.each([
  ['nginx', 'docker.io/library/nginx', undefined, undefined],
  ['nginx:1.27.3', 'docker.io/library/nginx', '1.27.3', undefined],
  ['library/nginx:1', 'docker.io/library/nginx', '1', undefined],
  ['docker.io/nginx', 'docker.io/library/nginx', undefined, undefined],
  ['docker.io/library/nginx', 'docker.io/library/nginx', undefined, undefined],
  ['index.docker.io/library/nginx:1', 'docker.io/library/nginx', '1', undefined],
  ['acme/api:1', 'docker.io/acme/api', '1', undefined],
  ['acme/shop/api:1', 'docker.io/acme/shop/api', '1', undefined],
  ['ghcr.io/acme/api:1.4.2', 'ghcr.io/acme/api', '1.4.2', undefined],
  ['quay.io/api', 'quay.io/api', undefined, undefined],
  ['localhost/api:1', 'localhost/api', '1', undefined],
  ['localhost:5000/a/b:1', 'localhost:5000/a/b', '1', undefined],
  ['localhost:5000/a', 'localhost:5000/a', undefined, undefined],
  ['registry:5000/nginx', 'registry:5000/nginx', undefined, undefined],
  ['127.0.0.1:5000/a:1', '127.0.0.1:5000/a', '1', undefined],
  ['GHCR.io/acme/api:1', 'GHCR.io/acme/api', '1', undefined],
  ['Registry/api:1', 'Registry/api', '1', undefined],
  ['my-registry.example.com:443/a', 'my-registry.example.com:443/a', undefined, undefined],
  ['acme/a.b_c__d-e--f:1', 'docker.io/acme/a.b_c__d-e--f', '1', undefined],
  ['nginx:Stable_1.2-alpine', 'docker.io/library/nginx', 'Stable_1.2-alpine', undefined],
  [`nginx:${'t'.repeat(128)}`, 'docker.io/library/nginx', 't'.repeat(128), undefined],
  [`nginx@${SHA256}`, 'docker.io/library/nginx', undefined, SHA256],
  [`nginx:1.27.3@${SHA256}`, 'docker.io/library/nginx', '1.27.3', SHA256],
  [`localhost:5000/a/b:1@${SHA512}`, 'localhost:5000/a/b', '1', SHA512],
])('%s is repository %s, tag %s and digest %s', (image, repository, tag, digest) => {
  expect(parseImage('here', image)).toEqual({ repository, tag, digest });
});

test.each([
  '',
  ' nginx',
  'nginx ',
  'nginx:1 27',
  'Nginx:1',
  'ghcr.io/Acme/api:1',
  'nginx:',
  'nginx:-1',
  'nginx:.1',
  `nginx:${'t'.repeat(129)}`,
  'nginx@',
  'nginx@sha256:',
  'nginx@sha256:0123456789abcdef',
  `nginx@${SHA256.slice(0, -1)}`,
  `nginx@${SHA256}0`,
  `nginx@${SHA256.toUpperCase()}`,
  `nginx@sha1:${'0'.repeat(64)}`,
  `nginx@${SHA256}:1`,
  'nginx:1:2',
  '/nginx',
  'nginx/',
  'a//b',
  '-nginx',
  'nginx-',
  'a___b',
  'a..b',
  '-registry.io/nginx',
  'registry.io:port/nginx',
  'nginx\n',
  '$(IMAGE)',
])('%j is no image reference', (image) => {
  expect(() => parseImage('here', image)).toThrow(
    new Error(
      `here: image: got ${JSON.stringify(image)}; allowed: "repository:tag" or "registry/repository:tag@sha256:…", ` +
        'the repository in lower case, the digest in full, no spaces.',
    ),
  );
});

test.each(['http://registry:5000/api:1', 'https://ghcr.io/acme/api:1'])(
  '%s is told to leave out its scheme',
  (image) => {
    expect(() => parseImage('here', image)).toThrow(
      new Error(
        `here: image: got "${image}"; allowed: "repository:tag" or "registry/repository:tag@sha256:…", ` +
          'the repository in lower case, the digest in full, no spaces. Fix: leave out the scheme',
      ),
    );
  },
);
