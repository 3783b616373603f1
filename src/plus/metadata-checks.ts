import { ApiObjectMetadataDefinition } from 'cdk8s';
import { checkAnnotations, checkLabels } from '../support/names';
import { Where } from '../support/refuse';
import { checkText } from '../support/text';

/** Checks labels and annotations as they are rendered: cdk8s takes any text for one until then. */
export function checkMetadata(where: Where, metadata: ApiObjectMetadataDefinition): void {
  const { labels = {}, annotations = {} } = metadata.toJson() as {
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  checkLabels(where, labels);
  checkAnnotations(where, annotations);
  for (const [key, value] of Object.entries(annotations)) checkText(where, `value of annotation "${key}"`, value);
}
