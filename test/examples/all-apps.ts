import { App } from 'cdk8s';
import { build as canary } from '../../examples/canary/app';
import { build as clouds } from '../../examples/clouds/app';
import { CLOUDS } from '../../examples/clouds/clouds';
import { build as django } from '../../examples/django/app';
import { build as environments } from '../../examples/environments/app';
import { ENVIRONMENTS } from '../../examples/environments/environments';
import { build as gitea } from '../../examples/gitea/app';
import { build as grpc } from '../../examples/grpc/app';
import { build as guarded } from '../../examples/guardrails/app';
import { build as platform } from '../../examples/guardrails/platform';
import { build as mesh } from '../../examples/mesh/app';
import { MESHES } from '../../examples/mesh/meshes';
import { build as onlineBoutique } from '../../examples/online-boutique/app';
import { build as seeds } from '../../examples/seeds/app';
import { build as team } from '../../examples/team-app/app';
import { build as wordpress } from '../../examples/wordpress/app';
import { build as newProject } from '../../templates/init/shop';

/** What the folder `examples` has, and what `service-patterns init` writes. */
export const APPS: readonly (readonly [name: string, folder: string, build: (app: App) => unknown])[] = [
  ['canary', 'canary', canary],
  ...CLOUDS.map((cloud) => [`clouds: ${cloud.name}`, 'clouds', (app: App) => clouds(app, cloud)] as const),
  ['django', 'django', django],
  ...ENVIRONMENTS.map(
    (environment) =>
      [`environments: ${environment.name}`, 'environments', (app: App) => environments(app, environment)] as const,
  ),
  ['gitea', 'gitea', gitea],
  ['grpc', 'grpc', grpc],
  ['guardrails: the team', 'guardrails', guarded],
  ['guardrails: the platform', 'guardrails', platform],
  ...MESHES.map((cluster) => [`mesh: ${cluster.name}`, 'mesh', (app: App) => mesh(app, cluster)] as const),
  ['online-boutique', 'online-boutique', onlineBoutique],
  ['seeds', 'seeds', seeds],
  ['team-app', 'team-app', team],
  ['wordpress', 'wordpress', wordpress],
  ['the project that init writes', '../templates/init', newProject],
];
