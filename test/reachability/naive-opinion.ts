/** What some policies say of one connection. */
export interface NaiveOpinion {
  /** Whether what no rule opens is closed. */
  readonly isolates: boolean;
  /** What each rule that matches lets through: everything if it does not say what. */
  readonly accepts: readonly { readonly only?: readonly string[] }[];
  readonly denies: boolean;
}
