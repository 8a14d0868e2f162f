import type { HmppsSettings } from '@ttg/hmpps/hmpps-settings';
import type { AppEnvironment } from './built-app';

/** What a process is told so that it hears from this HMPPS. */
export const hmppsEnvironment = (settings: HmppsSettings): AppEnvironment => ({
  HMPPS_PRISONER_SEARCH_URL: settings.prisonerSearchUrl,
  HMPPS_PRISON_API_URL: settings.prisonApiUrl,
  HMPPS_TOKEN_URL: settings.tokenUrl,
  HMPPS_CLIENT_ID: settings.clientId,
  HMPPS_CLIENT_SECRET: settings.clientSecret,
});

/** Connected, and asked nothing: for what is there because there is an HMPPS. */
export const hmppsNowhere = hmppsEnvironment({
  prisonerSearchUrl: 'https://prisoner-search.invalid',
  prisonApiUrl: 'https://prison-api.invalid',
  tokenUrl: 'https://auth.invalid/token',
  clientId: 'synthetic',
  clientSecret: 'synthetic',
});
