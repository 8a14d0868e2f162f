import { IsPlainText, IsWholeNumberAsText } from '@ttg/web/http';
import { IsOptional } from 'class-validator';

export class ReferralListQuery {
  /** The council's code; its own where a council asks. */
  @IsOptional() @IsPlainText({ max: 40 }) readonly council?: string;
  /** How many at most, 1 to 100; 50 if not given. */
  @IsOptional() @IsWholeNumberAsText(1, 100) readonly limit?: number;
  /** `next` of the page before. */
  @IsOptional() @IsPlainText({ max: 200 }) readonly cursor?: string;
}
