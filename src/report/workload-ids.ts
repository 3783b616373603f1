import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { asObject, idOf } from './rendered-cluster';
import { POD_TEMPLATES } from '../topology/parse-objects';

/** The ids of the workloads that a construct renders, as the engine writes them: patches of names count. */
export function workloadIdsOf(construct: IConstruct): string[] {
  return construct.node
    .findAll()
    .filter((child) => ApiObject.isApiObject(child))
    .flatMap((child) => {
      const object = asObject(child, child.toJson());
      return object !== undefined && Object.hasOwn(POD_TEMPLATES, object.kind) ? [idOf(object)] : [];
    });
}
