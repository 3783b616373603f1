import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { asObject, idOf } from './rendered-cluster';
import { Connections, IConnectable } from '../network/connections';
import { declarationsOf, isForeign } from '../network/declarations';
import { namespaceOf } from '../network/namespace';
import { Analysis } from '../reachability/analysis';
import { Labels } from '../topology/model';
import { podKindOf } from '../topology/pod-templates';

/**
 * The ids of the workloads that a construct stands for, as the engine writes them: patches of names count. Those are what it
 * renders; a part of a workload that renders none, such as one more Service in front of it, stands for that workload. Foreign
 * pods are known by their labels.
 */
export function workloadIdsOf({ cluster }: Pick<Analysis, 'cluster'>, construct: IConstruct): string[] {
  const { members } = declarationsOf(construct.node.root);
  const foreign = members.find((member) => member.owner === construct && isForeign(member));
  if (foreign !== undefined) {
    const namespace = namespaceOf(construct) ?? 'default';
    return cluster.workloads
      .filter((workload) => workload.namespace === namespace && carries(workload.labels, foreign.podLabels))
      .map(({ id }) => id);
  }
  const rendered = renderedBy(construct);
  const { scope } = construct.node;
  return rendered.length === 0 && scope !== undefined && hasPods(scope) ? renderedBy(scope) : rendered;
}

function renderedBy(construct: IConstruct): string[] {
  return construct.node
    .findAll()
    .filter((child) => ApiObject.isApiObject(child))
    .flatMap((child) => {
      const object = asObject(child, child.toJson());
      return object !== undefined && podKindOf(object.kind, object.apiVersion) !== undefined ? [idOf(object)] : [];
    });
}

function hasPods(construct: IConstruct): boolean {
  return (construct as Partial<IConnectable>).connections instanceof Connections;
}

function carries(labels: Labels, asked: Labels): boolean {
  return Object.entries(asked).every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}
