import { IsOptional } from 'class-validator';
import { IsId } from '../http';

export class ParkRequest {
  /** The case that is to be held back; the person where the events belong to no case. */
  @IsId() readonly caseId!: string;
}

export class RetryRequest {
  /** This case only, or person; it is let go of where an operator had parked it. All others if not given. */
  @IsOptional() @IsId() readonly caseId?: string;
}
