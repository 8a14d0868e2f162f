import { IsGssCode, IsPlainText, IsWholeNumber } from '@ttg/web/http';
import { IsOptional } from 'class-validator';

/** How long a secret is still good beside the next one, if nothing else is said. Hours. */
export const usualOverlapHours = 24;
export const longestOverlapHours = 168;

export class NewReceiverRequest {
  /** The council whose notices go there. */
  @IsGssCode() readonly council!: string;
  /** Where they are posted to: https, at a public address. */
  @IsPlainText({ max: 2000 }) readonly url!: string;
}

export class NewSecretRequest {
  /** How many hours the secrets before it are good for; 24 if not given, 0 to end them at once. */
  @IsOptional() @IsWholeNumber(0, longestOverlapHours) readonly overlapHours?: number;
}
