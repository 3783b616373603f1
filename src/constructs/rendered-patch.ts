import { ApiObject, JsonPatch } from 'cdk8s';
import { IConstruct } from 'constructs';
import { checked } from '../checked/checked';
import { patchAfterwards } from '../plus/rendered-json';
import { inWords, refuse } from '../support/refuse';

/**
 * Patches of a rendered object in Kubernetes' own spelling, for fields that cdk8s-plus does not know because they are
 * newer than it. They are applied last, and nothing checks what they write.
 *
 * `ApiObject.addJsonPatch` does all else: it takes the spelling of Kubernetes as well, and refuses what would be lost.
 *
 * @see https://cdk8s.io/docs/latest/basics/escape-hatches/
 *
 * @example
 *
 * const api = new InternalService(chart, 'api', { image: 'ghcr.io/acme/api:1.4.2', port: 8080 });
 * RenderedPatch.apply(api.deployment, JsonPatch.add('/spec/podReplacementPolicy', 'TerminationComplete'));
 */
@checked
export class RenderedPatch {
  /**
   * Applies patches to the object of a construct.
   *
   * @param target an `ApiObject`, or a construct of cdk8s-plus that has one, such as `api.deployment`
   * @param patches what to change, by `JsonPatch`
   */
  public static apply(target: IConstruct, ...patches: JsonPatch[]): void {
    patchAfterwards(objectOf(target), patches);
  }

  private constructor() {}
}

function objectOf(target: IConstruct): ApiObject {
  if (ApiObject.isApiObject(target)) return target;
  const child = target.node.defaultChild;
  if (child !== undefined && ApiObject.isApiObject(child)) return child;
  return refuse(target, {
    what: 'RenderedPatch',
    got: inWords('a construct of several objects'),
    allowed: 'one with one object: `api.deployment`, `api.service`, or an ApiObject',
  });
}
