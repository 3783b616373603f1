import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { POD_TEMPLATES } from '../topology/parse-objects';

/** The ids of the workloads that a construct renders, as the engine writes them. */
export function workloadIdsOf(construct: IConstruct): string[] {
  return construct.node
    .findAll()
    .filter((child): child is ApiObject => child instanceof ApiObject && child.kind in POD_TEMPLATES)
    .map(({ metadata, kind, name }) => `${metadata.namespace ?? 'default'}/${kind}/${name}`);
}
