import { KnownImage, KnownImages } from './known-image';

/** What others build on: no program of its own, root by default, and nothing in it asks for root. */
const BASE: KnownImage = {};

const NAMES = [
  ...[
    'alpine',
    'busybox',
    'debian',
    'ubuntu',
    'fedora',
    'rockylinux',
    'almalinux',
    'centos',
    'amazonlinux',
    'oraclelinux',
  ],
  ...['bash', 'buildpack-deps', 'gcc', 'golang', 'rust', 'perl', 'python', 'ruby', 'node', 'erlang', 'elixir', 'julia'],
  ...[
    'openjdk',
    'eclipse-temurin',
    'amazoncorretto',
    'sapmachine',
    'ibmjava',
    'maven',
    'gradle',
    'composer',
    'hello-world',
  ],
];

/** Apache's modules for PHP listen as `apache2` does; the other variants are bases. */
const PHP: KnownImage = {
  tagged: { apache: { runsAs: [33, 33], writes: ['/var/run/apache2', '/var/lock/apache2'] } },
};

/** Base images and languages: whoever runs one brings a program, and knows what it writes. */
export const BASE_IMAGES: KnownImages = {
  ...Object.fromEntries(NAMES.map((name) => [name, BASE])),
  php: PHP,
  docker: {
    advice:
      'its server needs a privileged container, which no profile gives; build images with BuildKit in rootless mode, ' +
      'Kaniko or Buildah, or on a builder outside of the cluster. Its client (tag "cli") runs as any user: say `security`',
  },
};
