/** What a rule that matches lets through. */
export interface NaiveAcceptance {
  /** What of layer 7 alone; absent: everything. */
  readonly only?: readonly string[];
}

/** What some policies say of one connection. */
export interface NaiveOpinion {
  /** Whether what no rule opens is closed. */
  readonly isolates: boolean;
  /** What each rule that matches lets through. */
  readonly accepts: readonly NaiveAcceptance[];
  readonly denies: boolean;
}
