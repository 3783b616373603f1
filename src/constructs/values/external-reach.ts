/** Where the addresses of a name outside of the cluster are. */
export enum ExternalReach {
  /** On the internet: all its addresses are public ones. Private addresses are said by `cidrs`. */
  PUBLIC = 'public',
}
