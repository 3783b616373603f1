import { Construct } from 'constructs';
import { ImageReference, parseImage } from '../../support/image';
import { warn } from '../../support/warn';

/** What runs. @internal */
export interface ImageProps {
  /** The image, with a tag or digest. */
  readonly image: string;

  /**
   * The program to run instead of the image's.
   *
   * @default - the image's entrypoint
   */
  readonly command?: string[];
}

/** What the program is told. @internal */
export interface ArgumentsProps {
  /**
   * Arguments of the container.
   *
   * @default - the image's
   */
  readonly args?: string[];
}

/** Reads an image's name, and warns where what runs may change without a change of the name. */
export function resolveImage(where: Construct, image: string): ImageReference {
  const reference = parseImage(where, image);
  const { tag, digest } = reference;
  if (digest === undefined && (tag === undefined || tag === 'latest')) {
    warn(
      where,
      `image ${JSON.stringify(image)} has ${tag === undefined ? 'no tag' : 'the tag "latest"'}: ` +
        'what runs changes without a change here. Name a version or a digest.',
    );
  }
  return reference;
}
