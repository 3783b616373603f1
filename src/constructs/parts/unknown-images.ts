import { IConstruct } from 'constructs';
import { Pods } from './part';
import { beforeSynth } from '../../support/before-synth';
import { warn } from '../../support/warn';

/** Where people find out what their image needs. */
const PAGE =
  'https://github.com/cdk8s-service-patterns/cdk8s-service-patterns/blob/main/docs/images.md#what-does-my-image-need';

/** More names than these nobody reads. */
const MOST = 5;

/** A workload of whose image nothing is known. */
interface Unknown {
  readonly image: string;
  /** Asked at synth: a team's defaults may come after the workload. */
  readonly isSaid: () => boolean;
}

const UNKNOWN = new WeakMap<IConstruct, Unknown[]>();

/**
 * Remembers a workload of whose image nothing is known. Synth then says once for the whole app which images run as a user, and
 * with folders, that nobody has chosen.
 */
export function noteUnknownImage({ owner, image }: Pods, isSaid: () => boolean): void {
  const app = owner.node.root;
  const unknown = UNKNOWN.get(app) ?? [];
  unknown.push({ image, isSaid });
  if (UNKNOWN.has(app)) return;
  UNKNOWN.set(app, unknown);
  beforeSynth(app, () => warnOf(app, unknown));
}

function warnOf(app: IConstruct, unknown: readonly Unknown[]): void {
  // What one workload says of an image, all that run it have said.
  const said = new Set(unknown.filter(({ isSaid }) => isSaid()).map(({ image }) => image));
  const images = [...new Set(unknown.map(({ image }) => image))].filter((image) => !said.has(image)).sort();
  if (images.length === 0) return;
  const more = images.length > MOST ? `, and ${images.length - MOST} more` : '';
  const names = images.slice(0, MOST).map((image) => JSON.stringify(image));
  warn(
    app,
    `nothing is known of ${images.length === 1 ? 'image' : 'images'} ${names.join(', ')}${more}: user 10001, read-only files ` +
      'and a writable /tmp. Where that is right, `writablePaths: []` says so; where it is not, `security` and `writablePaths` ' +
      `say what it needs: ${PAGE}`,
  );
}
