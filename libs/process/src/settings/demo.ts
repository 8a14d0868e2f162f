import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { onOrOff, wholeNumber } from './forms';
import { RefusedInProduction } from './rules';

/** More women than are in prison on any day (seed 004 p.1: nearly 4,000). Within this bound no two cohorts share a number. */
export const mostWomen = 5_000;

/** Whether all of it is made up. */
export class DemoEnvironment {
  /** Demo data, demo identities and the movable clock. On by default with the embedded server alone, outside production. */
  @IsOptional()
  @Transform(onOrOff)
  @IsIn([true, false], { message: 'DEMO must be on or off, and is "$value".' })
  @RefusedInProduction()
  readonly DEMO?: boolean;

  /** How many made-up women the first run of a demo tells of, with the embedded server; 0 for none. */
  @Transform(wholeNumber)
  @IsInt({ message: `DEMO_WOMEN must be a whole number from 0 to ${mostWomen}, and is "$value".` })
  @Min(0, { message: `DEMO_WOMEN must be a whole number from 0 to ${mostWomen}, and is "$value".` })
  @Max(mostWomen, { message: `DEMO_WOMEN must be a whole number from 0 to ${mostWomen}, and is "$value".` })
  readonly DEMO_WOMEN: number = 40;

  /** `production` refuses DEMO. */
  readonly NODE_ENV?: string;
}
