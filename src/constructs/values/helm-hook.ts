/** When Helm runs a hook. */
export enum HelmEvent {
  /** Before anything of a new release is created. */
  PRE_INSTALL = 'pre-install',
  /** When all of a new release is created. */
  POST_INSTALL = 'post-install',
  /** Before a release is upgraded. */
  PRE_UPGRADE = 'pre-upgrade',
  /** When all of a release is upgraded. */
  POST_UPGRADE = 'post-upgrade',
  /** Before a release is rolled back. */
  PRE_ROLLBACK = 'pre-rollback',
  /** When all of a release is rolled back. */
  POST_ROLLBACK = 'post-rollback',
  /** Before anything of a release is deleted. */
  PRE_DELETE = 'pre-delete',
  /** When all of a release is deleted. */
  POST_DELETE = 'post-delete',
  /** At `helm test`. */
  TEST = 'test',
}

/** When Helm deletes the Job of a hook. */
export enum HelmDeletePolicy {
  /** Before the next one is created. */
  BEFORE_HOOK_CREATION = 'before-hook-creation',
  /** When it has succeeded. */
  HOOK_SUCCEEDED = 'hook-succeeded',
  /** When it has failed. */
  HOOK_FAILED = 'hook-failed',
}

/** Options for `TaskHook.helm`. */
export interface HelmHookOptions {
  /**
   * The weight: of the hooks of one event, lower ones come first.
   *
   * @default 0
   */
  readonly weight?: number;

  /**
   * When the Job is deleted.
   *
   * @default HelmDeletePolicy.BEFORE_HOOK_CREATION
   */
  readonly deletePolicy?: HelmDeletePolicy;
}
