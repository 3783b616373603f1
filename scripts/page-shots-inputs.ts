import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { stackJson } from '../bench/stacks';
import { build as mesh } from '../examples/mesh/app';
import { MESHES } from '../examples/mesh/meshes';
import { build as seeds } from '../examples/seeds/app';
import { onlineBoutique, onlineBoutiqueOpened } from '../test/page/inputs';
import { ServiceApp } from 'cdk8s-service-patterns';

/** What pictures of pages are made of: files, by their names without the ending. */
const INPUTS: Readonly<Record<string, () => string>> = {
  seeds: () => rendered(seeds),
  boutique: onlineBoutique,
  mesh: () => rendered((app) => mesh(app, MESHES[0])),
  'boutique-opened': onlineBoutiqueOpened,
  '500': () => stackJson({ workloads: 500, namespaces: 25 }),
  '500-after': () => stackJson({ workloads: 500, namespaces: 25, added: 300 }),
  '2000': () => stackJson({ workloads: 2_000, namespaces: 40 }),
  '2000-in-one': () => stackJson({ workloads: 2_000, namespaces: 1 }),
};

/** Writes the input of that name, and says where it is. */
export function writeInput(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.resolve(folder, `${name}.yaml`);
  writeFileSync(file, INPUTS[name]());
  return file;
}

function rendered(build: (app: ServiceApp) => void): string {
  const app = new ServiceApp();
  build(app);
  return app.synthYaml() as string;
}
