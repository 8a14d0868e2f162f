import type { IsoDate } from '@ttg/event-sourcing';
import { IsCalendarDate, IsGssCode, IsId, IsOneOf, IsPart, IsPlainText } from '@ttg/web/http';
import { ArrayMaxSize, IsArray, IsBoolean, IsOptional } from 'class-validator';
import { disclosureBases, type RecordDisclosure } from './disclosures/disclosures';

export class NamedPersonRequest {
  @IsPlainText({ max: 200 }) name!: string;
  @IsOptional() @IsPlainText({ max: 200 }) relationship?: string;
}

export class DoNotShareWithRequest {
  /** GSS code of a council. */
  @IsOptional() @IsGssCode() council?: string;
  /** Another organisation, such as an employer of his. */
  @IsOptional() @IsPlainText({ max: 200 }) organisation?: string;
  @IsOptional() @IsPart(() => NamedPersonRequest) person?: NamedPersonRequest;
  /** Only if she wants it recorded: nobody asks. */
  @IsOptional() @IsPlainText() why?: string;
}

export class BlockRecordRequest {
  /** An account of this system. */
  @IsOptional() @IsPlainText({ max: 100 }) accountId?: string;
  @IsOptional() @IsPart(() => NamedPersonRequest) person?: NamedPersonRequest;
}

export class AreasToAvoidRequest {
  /** GSS codes: all of them, each time. */
  @IsArray({ message: 'councils must be a list of GSS codes.' })
  @ArrayMaxSize(500, { message: 'councils has more codes than there are councils.' })
  @IsGssCode({ each: true })
  councils!: string[];
  @IsOptional() @IsPlainText() details?: string;
}

export class SafeContactRequest {
  @IsOptional() @IsPlainText({ max: 50 }) phone?: string;
  @IsBoolean({ message: 'safeToCall must be true or false.' }) safeToCall!: boolean;
  @IsBoolean({ message: 'safeToText must be true or false.' }) safeToText!: boolean;
  @IsBoolean({ message: 'safeToLeaveMessage must be true or false.' }) safeToLeaveMessage!: boolean;
  /** When she can be reached. */
  @IsOptional() @IsPlainText({ max: 500 }) times?: string;
  /** An address that is safe to post to. */
  @IsOptional() @IsPlainText({ max: 500 }) post?: string;
  @IsOptional() @IsPlainText({ max: 200 }) throughWorker?: string;
}

export class ProtectedAddressRequest {
  @IsPlainText({ max: 500 }) address!: string;
  /** The address once more, typed again. */
  @IsPlainText({ max: 500 }) addressAgain!: string;
}

export class HerAccountRequest {
  /** Her words, whole. */
  @IsPlainText({ max: 3_000_000 }) herWords!: string;
}

export class DisagreementRequest {
  /** Id of the event she disputes. */
  @IsId() disputes!: string;
  @IsPlainText({ max: 100_000 }) herWords!: string;
}

export class DisclosureRequest {
  /** An organisation. */
  @IsPlainText({ max: 200 }) to!: string;
  /** What kind of thing was shared, without its content. */
  @IsPlainText({ max: 200 }) what!: string;
  @IsOneOf(disclosureBases) basis!: RecordDisclosure['basis'];
  @IsCalendarDate() on!: IsoDate;
}
