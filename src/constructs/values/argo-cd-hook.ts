/** When Argo CD runs a hook. */
export enum ArgoCdPhase {
  /** Before the manifests are applied. */
  PRE_SYNC = 'PreSync',
  /** While the manifests are applied, in the order of the waves. */
  SYNC = 'Sync',
  /** When all is applied and healthy. */
  POST_SYNC = 'PostSync',
  /** When a sync has failed. */
  SYNC_FAIL = 'SyncFail',
  /** Before the objects of an Application that is deleted are; Argo CD knows it since 3.3. */
  PRE_DELETE = 'PreDelete',
  /** Behind the deletion of an Application's objects; Argo CD knows it since 2.10. */
  POST_DELETE = 'PostDelete',
}

/** When Argo CD deletes the Job of a hook. */
export enum ArgoCdDeletePolicy {
  /** Before the next one is created. */
  BEFORE_HOOK_CREATION = 'BeforeHookCreation',
  /** When it has succeeded. */
  HOOK_SUCCEEDED = 'HookSucceeded',
  /** When it has failed. */
  HOOK_FAILED = 'HookFailed',
}

/** Options for `TaskHook.argoCd`. */
export interface ArgoCdHookOptions {
  /**
   * The sync wave: within a phase, lower ones come first.
   *
   * @default 0
   */
  readonly wave?: number;

  /**
   * When the Job is deleted.
   *
   * @default ArgoCdDeletePolicy.BEFORE_HOOK_CREATION
   */
  readonly deletePolicy?: ArgoCdDeletePolicy;
}
