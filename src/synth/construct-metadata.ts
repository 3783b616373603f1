import { existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ApiObject, App } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Where cdk8s says which construct renders what, for the reports of validation plugins of the cdk8s command. */
export const METADATA_FILE = 'construct-metadata.json';

interface Resources {
  [name: string]: { readonly path: string };
}

/**
 * Which construct renders what: by names as cdk8s has it, and by names that do not repeat. A Service, a Deployment and a policy mostly
 * have the same name.
 */
export function constructMetadata(objects: readonly ApiObject[]): string {
  return toText({ ...byName(objects), ...byId(objects) });
}

/** Adds the names that do not repeat to what cdk8s's own synth wrote. */
export function completeMetadata(app: IConstruct): void {
  const { outdir } = app as App;
  const file = join(outdir, METADATA_FILE);
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const { resources } = JSON.parse(text) as { readonly resources: Resources };
  const objects = app.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
  const complete = toText({ ...resources, ...byId(objects) });
  if (complete !== text) writeFileSync(file, complete);
}

/** `shop/Deployment/api`; without a namespace `Deployment/api`. */
export function resourceId(kind: string, name: string, namespace: string | undefined): string {
  return [...(namespace === undefined ? [] : [namespace]), kind, name].join('/');
}

function byName(objects: readonly ApiObject[]): Resources {
  return Object.fromEntries(objects.map(({ name, node }) => [name, { path: node.path }]));
}

function byId(objects: readonly ApiObject[]): Resources {
  return Object.fromEntries(
    objects.map(({ kind, name, metadata, node }) => [resourceId(kind, name, metadata.namespace), { path: node.path }]),
  );
}

function toText(resources: Resources): string {
  return JSON.stringify({ version: '1.0.0', resources });
}
