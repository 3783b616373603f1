import { ApiObject, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { withCompletedMetadata } from '../../plus/completed-metadata';

/** An object that belongs to no namespace, whatever the chart says. */
export interface ClusterObject {
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly render: () => object;
}

/** Makes an object of the cluster, whose spec is rendered when the app is. */
export function addClusterObject(
  scope: Construct,
  { id, apiVersion, kind, name, labels, render }: ClusterObject,
): void {
  const metadata = { name, labels };
  const object = new ApiObject(scope, id, { apiVersion, kind, metadata, spec: Lazy.any({ produce: render }) });
  if (object.metadata.namespace !== undefined) object.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
  withCompletedMetadata(object);
}
