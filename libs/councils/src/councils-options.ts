/** What the context needs to be told by the application. */
export interface CouncilsOptions {
  /** Where this installation is reached from outside, without a slash at its end: what `detailUrl` begins with. */
  readonly publicUrl: string;
  /** Networks that webhooks may be sent to although they are not public, in CIDR notation. */
  readonly privateNetworks: readonly string[];
}

export const councilsOptions = Symbol('councils options');
