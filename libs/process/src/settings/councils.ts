import { IsOptional } from 'class-validator';
import { AreNetworks } from './rules';

/** Where councils' systems may be. */
export class CouncilsEnvironment {
  /** Networks that webhooks may be sent to although they are not public: CIDR, with commas. */
  @IsOptional()
  @AreNetworks()
  readonly WEBHOOK_PRIVATE_NETWORKS?: string;
}

/** As `CouncilsOptions` of libs/councils, which only an app knows. */
export interface CouncilAccess {
  readonly publicUrl: string;
  readonly privateNetworks: readonly string[];
}

export const councilsFrom = (read: CouncilsEnvironment, publicUrl: string): CouncilAccess => ({
  publicUrl,
  privateNetworks: read.WEBHOOK_PRIVATE_NETWORKS?.split(',') ?? [],
});
