import type { IConstruct } from 'constructs';

/** Whether a construct stands in its tree still: what was taken out again is not rendered. */
export function isInTree({ node }: IConstruct): boolean {
  return node.scopes.every((construct) => {
    const { scope, id } = construct.node;
    return scope === undefined || scope.node.tryFindChild(id) === construct;
  });
}
