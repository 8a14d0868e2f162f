import { IsOptional } from 'class-validator';
import { IsTrustedUrl, MustStandWith } from './rules';

/** Where HMPPS is reached, and as whom. */
export class HmppsEnvironment {
  /** HMPPS Prisoner Search. The five stand together: without them nothing is heard from HMPPS. */
  @IsOptional()
  @IsTrustedUrl()
  @MustStandWith('HMPPS_PRISON_API_URL')
  readonly HMPPS_PRISONER_SEARCH_URL?: string;

  /** The HMPPS Prison API. */
  @IsOptional()
  @IsTrustedUrl()
  @MustStandWith('HMPPS_TOKEN_URL')
  readonly HMPPS_PRISON_API_URL?: string;

  /** Where HMPPS Auth gives tokens to our client. */
  @IsOptional()
  @IsTrustedUrl()
  @MustStandWith('HMPPS_CLIENT_ID')
  readonly HMPPS_TOKEN_URL?: string;

  /** Our client there. */
  @IsOptional()
  @MustStandWith('HMPPS_CLIENT_SECRET')
  readonly HMPPS_CLIENT_ID?: string;

  /** Its secret. */
  @IsOptional()
  @MustStandWith('HMPPS_PRISONER_SEARCH_URL')
  readonly HMPPS_CLIENT_SECRET?: string;

  /** The SQS queue of the HMPPS domain events; without it they come by the API alone. */
  @IsOptional()
  @IsTrustedUrl()
  @MustStandWith('HMPPS_PRISONER_SEARCH_URL')
  readonly HMPPS_QUEUE_URL?: string;
}

/** As `HmppsSettings` of libs/hmpps, which only an app knows. */
export interface HmppsAccess {
  readonly prisonerSearchUrl: string;
  readonly prisonApiUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly queueUrl?: string;
}

/** @returns nothing where it is not reached. */
export const hmppsFrom = (read: HmppsEnvironment): HmppsAccess | undefined => {
  const { HMPPS_PRISONER_SEARCH_URL: prisonerSearchUrl, HMPPS_PRISON_API_URL: prisonApiUrl } = read;
  const { HMPPS_TOKEN_URL: tokenUrl, HMPPS_CLIENT_ID: clientId, HMPPS_CLIENT_SECRET: clientSecret } = read;
  if (!prisonerSearchUrl || !prisonApiUrl || !tokenUrl || !clientId || !clientSecret) return undefined;
  return { prisonerSearchUrl, prisonApiUrl, tokenUrl, clientId, clientSecret, queueUrl: read.HMPPS_QUEUE_URL };
};
