import { Part, Pods } from './part';
import { assignsUsers, SecurityProps } from './security';
import { noteUnknownImage } from './unknown-images';
import { VolumesProps } from './volumes';
import { k8s } from '../../plus/cdk8s-plus';
import { normalPath } from '../../support/paths';
import { warn } from '../../support/warn';
import { defaultsOf } from '../values/applied-defaults';

/**
 * Says what a known image needs beyond users, folders and capabilities, and where its data would be nowhere, unless another
 * program than its own is to run; and of which images nothing is known.
 *
 * @param said whether somebody has said what the image needs by other words than the props
 */
export function imageAdvice(pods: Pods, props: SecurityProps & VolumesProps, said = false): Part {
  const { owner, needs, image } = pods;
  // Whoever says `security`, for the workload or for a team, has decided. A team may say it later than the workload is made.
  const isDecided = (): boolean => (props.security ?? defaultsOf(owner).security) !== undefined;
  if (needs === undefined) {
    const isSaid = said || props.writablePaths !== undefined || assignsUsers(pods);
    noteUnknownImage(pods, () => isSaid || isDecided());
    return {};
  }
  const { advice, dataPaths } = needs;
  return {
    pod: (_, [main]) => {
      if (main.command !== undefined) return {};
      if (advice !== undefined && !isDecided()) warn(owner, `image ${quoted(image)}: ${advice}.`);
      const bare = dataPaths.filter((path) => !isMounted(path, main));
      if (bare.length > 0 && runsServer(main) && main.securityContext?.readOnlyRootFilesystem === true) {
        warn(
          owner,
          `image ${quoted(image)} keeps its data in ${bare.join(' and ')}, where nothing is mounted and it cannot write. ` +
            `Mount a volume, or where the data may be lost with the pod: writablePaths: ${JSON.stringify(bare)}.`,
        );
      }
      return {};
    },
  };
}

const quoted = (image: string): string => JSON.stringify(image);

/** Entrypoints put their server in front of options; another word is a program of the image, such as `pg_dump`. */
function runsServer({ args = [] }: k8s.Container): boolean {
  return args.length === 0 || args[0].startsWith('-');
}

/** Whether a volume is at the path, above it, or below it, where another version of the image has its data. */
function isMounted(path: string, { volumeMounts = [] }: k8s.Container): boolean {
  return volumeMounts.some(({ mountPath }) => {
    const mounted = normalPath(mountPath);
    return `${path}/`.startsWith(`${mounted}/`) || `${mounted}/`.startsWith(`${path}/`);
  });
}
