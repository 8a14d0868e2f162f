import { IsPlainText } from '@ttg/web/http';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class ReferralListQuery {
  /** The council's code; its own where a council asks. */
  @IsOptional() @IsPlainText({ max: 40 }) readonly council?: string;
  /** How many at most, 1 to 100; 50 if not given. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100) readonly limit?: number;
  /** `next` of the page before. */
  @IsOptional() @IsPlainText({ max: 200 }) readonly cursor?: string;
  /** The position to read after, as in the header Read-After. */
  @IsOptional() @IsPlainText({ max: 64 }) readonly after?: string;
}
