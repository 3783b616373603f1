/** The image of pods that debug: it has `nslookup`, `wget`, `nc` and `netstat`. */
export const DEBUG_IMAGE = 'busybox:1.37.0';

const REFERENCE = /^[\w.-]+(?::\d+)?(?:\/[\w.-]+)*(?::[\w][\w.-]{0,127})?(?:@sha\d+:[0-9a-f]+)?$/;

/** An image as it may be shown: what is no reference to an image may be anything, a login included. */
export function shownImage(image: string | undefined): string | undefined {
  return image !== undefined && image.length <= 600 && REFERENCE.test(image) ? image : undefined;
}
